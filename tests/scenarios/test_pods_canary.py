"""Nothing of a closed pod that is not listed reaches anybody outside it: a marker in every word of it is looked for."""

import contextlib
import logging
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from tests.scenarios.capabilities import LACKING, Capability
from tests.scenarios.stage import Actor, Deed, Stage
from tests.scenarios.steps import Pod, asks_to_join, fills_all, gives_reason, opens_pod, reference

MARKER = "Zanzibar47"


def marked(words: str) -> str:
    """Put the marker into something that a person says."""
    return f"{MARKER} {words}"


class Watch:
    """Looks over the outsiders' shoulders after every step."""

    def __init__(self, *outsiders: Actor) -> None:
        self._outsiders = outsiders

    def looks(self) -> None:
        for outsider in self._outsiders:
            seen = outsider.reads().lower()
            assert MARKER.lower() not in seen, f"{outsider.name} reads: {seen}"


@contextlib.contextmanager
def all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Gather every line that anything logs, at whatever level."""
    lines: list[str] = []
    caplog.set_level(logging.DEBUG)
    with capture_logs() as entries:
        yield lines
    lines.extend(str(entry) for entry in entries)
    lines.extend(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)


async def pries(mallory: Actor, refs: dict[str, str], stage: Stage) -> None:
    """Try what an outsider can think of, with references that leaked and words of the name that they guessed."""
    await mallory.uses("/help")
    await mallory.uses("/help", about="pod")
    await mallory.uses("/pod list")
    await mallory.uses("/pod list", search="dispatch")
    await mallory.uses("/pod list", which="closed")
    await mallory.uses("/pod mine")
    await mallory.uses("/waiting")
    for command in ("show", "join", "members", "requests", "log", "leave", "support", "invite", "close", "renew"):
        await mallory.uses(f"/pod {command}", pod=refs["P"])
        await mallory.uses(f"/pod {command}", pod="dispatch")
        await mallory.closes()
    for command in ("charter show", "charter aims", "resource list", "resource add", "support show", "facilitator add"):
        await mallory.uses(f"/{command}", pod=refs["P"])
        await mallory.closes()
    for command in ("show", "approve", "decline", "ask", "accept", "answer", "withdraw", "keep", "retry", "pass-on"):
        await mallory.uses(f"/request {command}", request=refs["R"])
        await mallory.closes()
    for command in ("confirm", "retire", "no-review"):
        await mallory.uses(f"/resource {command}", resource=refs["G"])
    for command in ("answer", "take", "withdraw", "skip"):
        await mallory.uses(f"/support {command}", support=refs["S"])
        await mallory.closes()
    for command in ("/pod show", "/pod join", "/charter show"):
        assert list(await mallory.is_offered(command, "pod", "dis")) == []
        assert list(await mallory.is_offered(command, "pod", MARKER[:4])) == []
    await mallory.uses("/profile show")
    await mallory.presses("What is held about me")
    if Capability.HOME not in LACKING[stage.platform]:
        await mallory.opens_home()


async def opens_marked_pod(stage: Stage, watch: Watch) -> Pod:
    """Open a pod of which every word has the marker, and which is not listed."""
    fields = ("focus", "objective", "product", "why_now", "who_may_join", "questions", "more", "sponsor", "cadence")
    charter = {field: marked(field) for field in fields}
    pod = await opens_pod(stage, marked("dispatch"), **charter, listed="no")
    watch.looks()
    return pod


async def accepts(actor: Actor) -> None:
    """Accept an invitation, and answer whatever is asked."""
    await actor.presses("Accept")
    await fills_all(actor, {"accept": "yes", "answer_1": marked("answer")})


async def invites(pod: Pod, watch: Watch, *people: Actor) -> str:
    """Invite people; gives the last one's reference."""
    for person in people:
        await pod.facilitator.uses("/pod invite", pod=pod.ref, member=person.name)
    watch.looks()
    return reference("R", pod.facilitator.last_read())


async def fills_the_pod(actor: Actor, pod: Pod, watch: Watch) -> dict[str, str]:
    """Say something in the room, add a resource, ask for support; gives the references."""
    await actor.says(pod.room, marked("said in the room"))
    await actor.uses("/resource add", pod=pod.ref)
    await actor.fills({"title": marked("title"), "kind": "guidance", "text": marked("guidance")})
    resource = reference("G", actor.last_read())
    await actor.uses("/pod support", pod=pod.ref)
    await actor.fills({"kind": "information", "text": marked("help")})
    watch.looks()
    return {"G": resource, "S": reference("S", actor.reads())}


async def test_nobody_outside_a_pod_that_is_not_listed_ever_reads_a_word_of_it(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    carol, mallory = await stage.person("Carol"), await stage.person("Mallory")
    amina, bintou, dana = await stage.person("Amina"), await stage.person("Bintou"), await stage.person("Dana")
    watch = Watch(carol, mallory)

    with all_logs(caplog) as lines:
        pod = await opens_marked_pod(stage, watch)
        refs = {"P": pod.ref, "R": await invites(pod, watch, amina, dana)}
        await dana.presses("No, thanks")
        await accepts(amina)
        refs |= await fills_the_pod(amina, pod, watch)
        await pries(mallory, refs, stage)
        for outsider in (carol, mallory):
            await outsider.presses(pod.steward.remembers("Answer", on=refs["S"]))
            await outsider.closes()
        watch.looks()

        await pod.steward.presses("Answer", on=refs["S"])
        await pod.steward.fills({"answer": marked("advice")})
        await stage.refuses(Deed.LET_IN)
        await invites(pod, watch, bintou)
        await accepts(bintou)
        watch.looks()
        await stage.later(days=1)
        await pod.facilitator.uses("/pod remove", pod=pod.ref, member="Bintou", reason=marked("removal"))
        watch.looks()

        await stage.later(days=70)
        watch.looks()
        await stage.later(days=330)
        await pod.facilitator.uses("/pod close", pod=pod.ref)
        await gives_reason(pod.facilitator, marked("end"))
        await pries(mallory, refs, stage)
        await carol.uses("/pod list")
        watch.looks()

    readers = stage.readers_of(MARKER) | stage.readers_of(MARKER.lower())
    assert {"Joao", "Amina"} <= readers
    assert not readers & {"Carol", "Mallory"}
    assert lines
    assert [line for line in lines if MARKER.lower() in line.lower()] == []


async def test_a_listed_pods_answers_and_reasons_stay_between_those_concerned(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    carol, amina = await stage.person("Carol"), await stage.person("Amina")
    watch = Watch(carol)

    with all_logs(caplog) as lines:
        pod = await opens_pod(stage, questions="What do you bring?")
        request = await asks_to_join(amina, pod, answer_1=marked("answer"))
        await pod.facilitator.presses("Ask for more", on=request)
        await pod.facilitator.fills({"question": marked("question")})
        await amina.presses("Answer", on=MARKER)
        await amina.fills({"answer": marked("more")})
        watch.looks()
        await carol.uses("/request show", request=request)
        await carol.uses("/pod show", pod="NQPS")
        await stage.later(days=3)
        await pod.facilitator.presses("Decline", on=request)
        await gives_reason(pod.facilitator, marked("reason"))
        watch.looks()

    assert stage.readers_of(MARKER) == {"Joao", "Amina"}
    assert [line for line in lines if MARKER in line] == []
