"""The embedded broker hands over whole messages, whoever looks in between."""

import threading
from queue import Empty

import pytest
from kombu import Connection

from hre_portal import broker


@pytest.fixture
def connection(tmp_path):
    broker.register()
    folders = {name: tmp_path / name for name in ("queue", "control")}
    for folder in folders.values():
        folder.mkdir()
    options = {
        "data_folder_in": str(folders["queue"]),
        "data_folder_out": str(folders["queue"]),
        "control_folder": str(folders["control"]),
    }
    with Connection("folder://", transport_options=options) as made:
        made.folder = folders["queue"]
        made.control = folders["control"]
        yield made


def test_a_message_comes_back_as_it_was(connection):
    box = connection.SimpleQueue("celery")
    box.put({"id": 7})
    message = box.get(timeout=5)
    assert message.payload == {"id": 7}
    message.ack()
    box.close()
    assert list(connection.folder.iterdir()) == []


def test_a_message_has_its_name_only_when_it_is_whole(connection, monkeypatch):
    """Whoever looks while it is written finds nothing yet, and nothing is lost."""
    channel, seen = connection.channel(), []
    real = broker.dumps

    def while_written(payload):
        seen.append([path.name for path in connection.folder.iterdir() if path.suffix == ".msg"])
        with pytest.raises(Empty):
            channel._get("celery")
        return real(payload)

    monkeypatch.setattr(broker, "dumps", while_written)
    channel._put("celery", {"id": 8})
    assert seen == [[]]
    assert channel._get("celery") == {"id": 8}


def test_a_reader_who_never_rests_meets_no_broken_message(connection):
    writer, reader, found, wrong = connection.channel(), connection.channel(), [], []
    finished = threading.Event()

    def read():
        while True:
            over = finished.is_set()
            try:
                found.append(reader._get("celery")["id"])
            except Empty:
                if over:
                    return
            except ValueError as error:
                wrong.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(300):
        writer._put("celery", {"id": number})
    finished.set()
    thread.join(timeout=30)
    assert wrong == []
    assert sorted(found) == list(range(300))


def test_a_table_that_is_just_written_is_waited_for(connection):
    channel = connection.channel()
    channel._queue_bind("celery", "celery", "", "celery")
    table = connection.control / "celery.exchange"
    whole = table.read_bytes()
    table.write_bytes(b"")
    timer = threading.Timer(0.2, table.write_bytes, [whole])
    timer.start()
    assert [one.queue for one in channel.get_table("celery")] == ["celery"]
    timer.join()


def test_a_table_that_stays_broken_is_an_error_of_the_broker_and_mended_by_the_next_who_binds(connection, monkeypatch):
    monkeypatch.setattr(broker, "_SECONDS", 0)
    channel = connection.channel()
    (connection.control / "celery.exchange").write_bytes(b"")
    with pytest.raises(OSError, match="broken"):
        channel.get_table("celery")
    channel._queue_bind("celery", "celery", "", "celery")
    assert [one.queue for one in channel.get_table("celery")] == ["celery"]


def test_a_folder_needs_no_host(connection, caplog):
    assert connection.info()["hostname"] is None
    assert "hostname" not in caplog.text
