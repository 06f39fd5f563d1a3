"""Looking at one request: its own card for whose it is, the deciders' card for those before whom it comes."""

from bot.core.outcome import Reply
from bot.core.text import t
from bot.domain.pods import rules
from bot.domain.pods.joining import JoinRequest
from bot.features.pods.kinds import REQUEST
from bot.features.pods.request_views import answers_page, decision_card, own_card
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query


def look(request: JoinRequest, asked: Asked, reading: Reading) -> Reply:
    """Show a request as it stands, with what the asker can do about it; on its second page all answers, whole."""
    if asked.page and rules.may_handle(reading.viewer, request):
        return Reply(answers_page(request, reading))
    card = own_card if rules.own(reading.viewer, request) else decision_card
    return Reply(card(request, reading))


QUERIES = (
    Query(
        name="pods.look",
        may=rules.may_see_request,
        on=REQUEST,
        command="request show",
        help=t("See where a request to join stands"),
        run=look,
    ),
)
