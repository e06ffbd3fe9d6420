"""Work handed out to this process, to processes of this machine or to a cluster; the engine is Dask's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from analysis.errors import InputError
from analysis.scale.process import ready

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
SMALL = 2**24  # bytes of input below which starting processes costs more than they save
MEMORY = 3 * 2**28  # bytes of a machine's memory for each worker, which takes up to 600 MB
PATIENCE = 20  # seconds to wait for a scheduler

# Dask's own settings for processes of this machine. Its profiler looks at the one thread that works 100 times a second
# and remembers what it saw (60 MB); each process looks 50 times a second whether it is late, and twice at the machine,
# a thirtieth of the time, as every look takes the interpreter from the work. By its defaults malloc returns every 64 KB
# to the system and asks for them again, a twelfth of the time; here it keeps up to 16 MB, all threads in one arena.
SETTINGS = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.nanny.pre-spawn-environ": {
        **{"MALLOC_ARENA_MAX": 1, "MALLOC_TRIM_THRESHOLD_": 2**24, "MALLOC_MMAP_THRESHOLD_": 2**22},
        **{"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1},
    },
}


@contextmanager
def hands(
    size: int, workers: int | None = None, scheduler: str | None = None, client: Any = None
) -> Iterator[tuple[Each, str]]:
    """A function that maps (in whatever order results come), and the address of a dashboard or "".

    In this process for one worker or a small input; else in `workers` processes (all cores, or as many as memory
    holds); on the Dask cluster at the address `scheduler`; or with a Dask client that is there already.
    """
    if client is not None:
        yield _with(client), client.dashboard_link
    elif scheduler:
        with _connected(scheduler) as found:
            yield _with(found), found.dashboard_link
    elif workers == 1 or (workers is None and size < SMALL):
        yield map, ""
    elif workers is not None and workers < 1:
        raise InputError(f"The number of workers is {workers}; it must be at least 1.")
    else:
        with _own(workers) as found:
            yield _with(found), found.dashboard_link


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise InputError(
            "Several workers need Dask; install it with: pip install 'persian-discourse[cluster]', or use --workers 1."
        ) from error
    return distributed


@contextmanager
def _own(workers: int | None) -> Iterator[Any]:
    distributed = _distributed()
    import dask

    try:
        with dask.config.set(SETTINGS):
            cluster = distributed.LocalCluster(
                n_workers=workers or _fitting(),
                threads_per_worker=1,
                memory_limit=0,  # Dask's limit is for data that it keeps; a worker beyond it would wait forever
                dashboard_address=":0",
                silence_logs="CRITICAL",
            )
    except RuntimeError as error:
        raise InputError(
            f"The worker processes could not be started ({error}). A script must call this under "
            "if __name__ == '__main__', because each worker reads the script again; or use one worker."
        ) from error
    with _quiet(), cluster, distributed.Client(cluster) as client:
        for worker in client.scheduler_info(n_workers=-1)["workers"]:  # while this process reads the lexicon
            distributed.fire_and_forget(client.submit(ready, workers=worker, pure=False))
        yield client


def _fitting() -> int:
    """A worker for each core, fewer where memory is short."""
    from dask import system
    from distributed.system import MEMORY_LIMIT

    return max(1, min(system.CPU_COUNT, MEMORY_LIMIT // MEMORY))


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    distributed = _distributed()
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"No Dask scheduler answers at {scheduler!r} ({error}); an address looks like tcp://10.0.0.1:8786."
        ) from error
    with _quiet(), client:
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own account of a lost connection is pages of traceback; `_each` says it in a sentence."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _with(client: Any) -> Each:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise InputError(
            f"The Dask scheduler at {client.scheduler.address} has no workers; start some with: dask worker ADDRESS"
        ) from error
    return lambda function, items: _each(client, function, items)


def _each(client: Any, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Results as they come. Only a few items a worker wait at a time, so that those which carry data stay few."""
    distributed = _distributed()
    items = iter(items)
    ahead = 3 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    running = distributed.as_completed(client.map(function, list(islice(items, ahead)), pure=False, batch_size=1))
    try:
        for future in running:
            yield future.result()
            del future
            for item in islice(items, 1):
                running.add(client.submit(function, item, pure=False))
    except distributed.KilledWorker as error:
        raise InputError(
            f"The work killed its worker again and again ({error}); give the workers more memory."
        ) from error
    except ImportError as error:
        raise InputError(
            f"A worker cannot load this package ({error}); start the workers in the environment of this project."
        ) from error
    except (distributed.CancelledError, distributed.comm.CommClosedError, TimeoutError) as error:
        raise InputError("The connection to the Dask scheduler was lost.") from error
