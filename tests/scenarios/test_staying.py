"""What the desk knows stays for whoever has the same question, and what is missing is proposed and decided."""

from tests.scenarios.stage import Stage


async def test_an_article_is_written_opened_found_and_put_right(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    esi, ben = await stage.person("Esi"), await stage.person("Ben")
    await sara.uses("/role grant", member="Esi", role="desk_staff")

    await esi.uses("/article propose")
    await esi.fills({"title": "Oxygen at night", "answer": "Keep a full cylinder."})
    assert "still being written" in esi.last_read()
    await ben.uses("/find", words="cylinder")
    assert "I found nothing" in ben.last_read()
    await esi.presses("Open it")
    await ben.uses("/find", words="cylinder")
    assert "Oxygen at night" in ben.last_read()
    await ben.presses("Show")
    await ben.presses("Something is wrong")
    await ben.fills({"text": "Two cylinders."})
    assert "Two cylinders." in esi.reads()
    await esi.presses("It is put right")

    assert "It was put right." in ben.reads()


async def test_a_topic_is_proposed_supported_and_taken_up(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    amina, ben = await stage.person("Amina"), await stage.person("Ben")

    await amina.uses("/topics propose")
    await amina.fills({"kind": "call", "title": "Oxygen at night", "why": "It runs out."})
    assert "It is on the list." in amina.last_read()
    await ben.uses("/topics list")
    await ben.presses("Show")
    await ben.presses("I support this")
    assert "supported by one person" in ben.reads()
    await sara.presses("Take it up")

    assert "The stewards take it up" in amina.reads()
    assert "The stewards take it up" in ben.reads()


async def test_an_answer_is_saved_and_its_places_are_checked(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    esi = await stage.person("Esi")
    await sara.uses("/role grant", member="Esi", role="desk_staff")

    await esi.uses("/macro add")
    await esi.fills({"name": "We look", "text": "Dear {asker}, we look at {question}."})
    assert "Dear {asker}, we look at {question}." in esi.last_read()
    await esi.uses("/macro suggest")
    await esi.fills({"terms": "oxygen + concentrator", "text": "Call the workshop."})
    await esi.uses("/macro rules")

    assert "oxygen + concentrator" in esi.last_read()
