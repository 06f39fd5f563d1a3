"""Who has read how far, so that the page can say where something is new."""

from adapters.sandbox.people import Person, Room
from adapters.sandbox.world import World


def mark_read(world: World, person: Person, room: Room) -> None:
    """Note that a person has seen all there is in a room."""
    community = person.ref.community.id
    world.store.run(
        "INSERT OR REPLACE INTO read "
        "SELECT ?, ?, ?, coalesce(max(id), 0) FROM messages WHERE community = ? AND room = ?",
        community,
        person.id,
        room.id,
        community,
        room.id,
    )


def mark_all_read(world: World) -> None:
    """Note that everybody has seen all there is."""
    for person in world.store.people():
        for room in world.rooms_of(person):
            mark_read(world, person, room)


def unread(world: World, person: Person) -> dict[str, int]:
    """Count what is new for a person, by room id; only what they can read, and not their own words."""
    community = person.ref.community.id
    rows = world.store.run(
        "SELECT m.room AS room, count(*) AS fresh FROM messages m "
        "LEFT JOIN read r ON r.community = m.community AND r.room = m.room AND r.person = ? "
        "WHERE m.community = ? AND m.id > coalesce(r.last, 0) AND m.author <> ? AND m.only_for IN ('', ?) "
        "GROUP BY m.room",
        person.id,
        community,
        person.id,
        person.id,
    )
    readable = {room.id for room in world.rooms_of(person)}
    return {row["room"]: row["fresh"] for row in rows if row["room"] in readable}
