"""The demo community: people in many places, open rooms, and a little talk to begin with."""

from datetime import timedelta
from typing import Final

from adapters.sandbox.engine import Sandbox
from adapters.sandbox.people import Person
from adapters.sandbox.unread import mark_all_read
from adapters.sandbox.world import community_ref
from bot.core.refs import MemberRef

QUALITY: Final = "quality"
WASH: Final = "wash"


def _person(community: str, name: str, country: str, zone: str, locale: str, title: str, *roles: str) -> Person:
    ref = MemberRef(community_ref(community), name.split(maxsplit=1)[0].casefold().replace("ã", "a"))
    return Person(ref=ref, name=name, country=country, zone=zone, locale=locale, title=title, roles=frozenset(roles))


PEOPLE: Final = (
    _person(QUALITY, "Amina Yusuf", "KE", "Africa/Nairobi", "en", "facilitator"),
    _person(QUALITY, "Fatou Diop", "SN", "Africa/Dakar", "fr", "facilitator"),
    _person(QUALITY, "Claire Dubois", "CH", "Europe/Zurich", "en", "steward", "stewards"),
    _person(QUALITY, "Kwame Mensah", "GH", "Africa/Accra", "en", "desk", "desk"),
    _person(QUALITY, "Leila Haddad", "JO", "Asia/Amman", "ar", "desk", "desk"),
    _person(QUALITY, "Ravi Patel", "IN", "Asia/Kolkata", "en", "member"),
    _person(QUALITY, "João Mabunda", "MZ", "Africa/Maputo", "en", "member"),
    _person(QUALITY, "Youssef Mansour", "EG", "Africa/Cairo", "ar-EG", "member"),
    _person(QUALITY, "Maria Santos", "PH", "Asia/Manila", "en", "member"),
    _person(WASH, "Nadia Rahman", "BD", "Asia/Dhaka", "en", "steward", "stewards"),
    _person(WASH, "Tomás Quispe", "PE", "America/Lima", "en", "facilitator"),
    _person(WASH, "Aïssata Traoré", "ML", "Africa/Bamako", "fr", "member"),
)

STEWARDS: Final = tuple(person.ref for person in PEOPLE if "stewards" in person.roles)

_ROOMS: Final = (
    (QUALITY, "general", "Say hello, ask anything, tell what you tried."),
    (QUALITY, "maternal-health", "Care around birth, for mothers and newborns."),
    (QUALITY, "ipc", "Infection prevention and control: what works where water and gloves are short."),
    (QUALITY, "francophone", "Échanges en français sur la qualité des soins."),
    (WASH, "general", "Water, sanitation and hygiene in health facilities."),
)

# The bot makes pods' rooms; the room of a desk's staff is made by hand, and nobody's hand makes rooms in the sandbox.
_DESK_ROOM: Final = "desk-room"
_DESK_PEOPLE: Final = ("claire", "kwame", "leila")

# Community, room, who, minutes ago, words, and the place in this list of what it answers.
_TALK: Final = (
    (QUALITY, "general", "claire", 2900, "Welcome, everybody. Tell us where you work and what you are trying.", None),
    (QUALITY, "general", "ravi", 2840, "Ravi, district hospital in Gujarat. Our waiting times are the problem.", None),
    (QUALITY, "general", "maria", 1500, "Hello from Cebu! We run outreach to eleven islands.", None),
    (QUALITY, "general", "youssef", 1460, "مرحبا بالجميع، أنا يوسف من القاهرة. نعمل على تحسين سجلات المرضى.", None),
    (
        QUALITY,
        "maternal-health",
        "amina",
        420,
        "We moved triage to the gate. Women in labour are seen in ten minutes now; on market days it was an hour.",
        None,
    ),
    (QUALITY, "maternal-health", "joao", 395, "How many people did you need at the gate?", 4),
    (QUALITY, "maternal-health", "amina", 390, "One nurse and one volunteer. The volunteer is the one who matters.", 4),
    (QUALITY, "maternal-health", "fatou", 300, "Nous avons essayé la même chose à Thiès, sans succès la nuit.", 4),
    (QUALITY, "maternal-health", "maria", 220, "Has anyone a short checklist for the first hour after birth?", None),
    (
        QUALITY,
        "maternal-health",
        "kwame",
        205,
        "We keep three at the help desk that wards really use. I will bring them.",
        None,
    ),
    (QUALITY, "maternal-health", "leila", 180, "ترجمنا واحدة منها إلى العربية، ويمكنني مشاركتها مع من يحتاجها.", None),
    (QUALITY, "maternal-health", "ravi", 120, "Please do! Our midwives asked for exactly this last week.", None),
    (QUALITY, "ipc", "kwame", 190, "Chlorine is out again in two districts. Who makes their own on site?", None),
    (QUALITY, "ipc", "joao", 160, "We do, with a small electrolyser: https://example.org/electrolyser", 12),
    (QUALITY, "francophone", "fatou", 130, "Bonjour ! Prochaine rencontre jeudi à 15 h, heure de Genève.", None),
    (WASH, "general", "nadia", 700, "Please share your latest audit before Thursday.", None),
    (WASH, "general", "tomás", 640, "Ours is done: nine of twelve wards have soap and water at the door.", None),
)


async def seed(sandbox: Sandbox) -> bool:
    """Fill an empty sandbox; False if it held something already. The core hears of it when it listens."""
    if sandbox.world.store.people():
        return False
    world, happenings = sandbox.world, sandbox.happenings
    now = world.clock.now()
    with world.store.whole():
        sandbox.add_community(QUALITY, title="Quality of Care Network", zone="Europe/Zurich")
        sandbox.add_community(WASH, title="Water in Health Facilities", zone="Asia/Dhaka")
        for person in PEOPLE:
            happenings.meet(person)
        for community, name, purpose in _ROOMS:
            sandbox.add_room(name, community, purpose=purpose)
        staff = [MemberRef(community_ref(QUALITY), who) for who in _DESK_PEOPLE]
        sandbox.add_room(_DESK_ROOM, QUALITY, closed=True, members=staff, purpose="Where the help desk's staff talk.")
        said: list[int] = []
        for community, name, who, minutes, words, answers in _TALK:
            person = world.person(MemberRef(community_ref(community), who))
            room = world.room_for(person, name)
            thread = said[answers] if answers is not None else 0
            said.append(happenings.post(person, room, words, thread, now - timedelta(minutes=minutes)).id)
        for place, emoji, people in (
            (4, "💡", ("joao", "fatou", "maria")),
            (4, "🙏", ("ravi",)),
            (0, "👋", ("amina",)),
        ):
            for who in people:
                world.messages.react(said[place], who, emoji)
        mark_all_read(world)
    await sandbox.connection.tell()
    return True
