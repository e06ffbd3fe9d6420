"""Whoever counts, one process or many or a cluster, one of them killed or lost: the same bytes, or one sentence."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
from distributed import Client, LocalCluster

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.scale import chain, count, fingerprint, workers
from analysis.scale.count import run
from analysis.scale.partition import Partition
from tests.scale.finished import tables

THEMES = SEEDS / "themes.toml"


def test_processes_of_this_machine_one_of_them_killed(articles, undisturbed, tmp_path):
    for n in range(4):
        articles.iloc[n::4].to_parquet(tmp_path / f"{n}.parquet")

    def kill() -> None:
        while not list(tmp_path.glob(".out.unfinished/parts/0*")):
            time.sleep(0.01)
        workers_now = [
            one for one in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(one.cmdline())
        ]
        workers_now[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    out = run(tmp_path, tmp_path / "out", THEMES, workers=2, with_matches=True)
    killer.join(1)
    assert not killer.is_alive()
    assert tables(out) == tables(undisturbed)


def test_a_lost_scheduler_is_one_sentence_and_what_is_finished_is_kept(articles, undisturbed, tmp_path):
    for n in range(4):
        articles.iloc[n::4].to_parquet(tmp_path / f"{n}.parquet")
    with LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as cluster, Client(cluster) as client:

        def close() -> None:
            while not list(tmp_path.glob(".out.unfinished/parts/0*")):
                time.sleep(0.01)
            cluster.close()

        threading.Thread(target=close, daemon=True).start()
        with pytest.raises(InputError) as error:
            run(tmp_path, tmp_path / "out", THEMES, client=client, with_matches=True)
    assert error.value.problems[0] == "The connection to the Dask scheduler was lost."
    assert "the same command goes on from there" in error.value.problems[1]
    assert tables(run(tmp_path, tmp_path / "out", THEMES, with_matches=True)) == tables(undisturbed)


def test_an_unreachable_scheduler_is_one_sentence(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 1)
    articles.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"No Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES, scheduler="tcp://127.0.0.1:9")


def test_a_worker_of_another_version_is_refused(articles, tmp_path):
    job = chain.Job(tmp_path, THEMES, "", {}, False, {"hazm": "0.10"})
    with pytest.raises(InputError, match="start the workers in the environment of this project"):
        chain.count_partition(job, Partition("", "csv", 0, data=[]))


@pytest.mark.parametrize("name", ["errors.py", "text/cues.toml", "scale/chain.py"])
def test_another_line_of_code_or_cue_is_another_version(tmp_path, monkeypatch, name):
    monkeypatch.setattr(fingerprint, "files", lambda package: tmp_path)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    codes = set()
    for text in ("a", "b"):
        path.write_text(text)
        codes.add(fingerprint.versions.__wrapped__()["code"])
    assert len(codes) == 2


def test_what_goes_out_with_every_partition_is_small(articles, tmp_path, monkeypatch):
    sent = []
    articles.to_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(count, "count_partition", lambda job, one: sent.append(job) or chain.count_partition(job, one))
    run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    assert max(len(pickle.dumps(job)) for job in sent) < 2048  # a scheduler keeps something of each


@pytest.mark.parametrize(("memory", "number"), [(2**40, 64), (3 * 2**30, 4), (2**28, 1)])
def test_workers_are_as_many_as_cores_or_as_memory_holds(monkeypatch, memory, number):
    monkeypatch.setattr("dask.system.CPU_COUNT", 64)
    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", memory)
    assert workers._fitting() == number


def test_little_memory_does_not_stop_the_workers(articles, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", 2**28)  # by Dask's own limit both would be paused
    articles.to_parquet(tmp_path / "a.parquet")
    assert tables(run(tmp_path / "a.parquet", tmp_path / "out", THEMES, workers=2, with_matches=True)) == tables(
        undisturbed
    )


def test_a_process_that_counts_loads_no_classifiers_and_can_load_them_later():
    program = "from analysis.scale.process import ready, lean; lean(); ready(); import sys; "
    program += "assert not {'scipy', 'sklearn'} & set(sys.modules); import sklearn, scipy"
    subprocess.run([sys.executable, "-c", program], check=True)
