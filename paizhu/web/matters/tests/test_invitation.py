"""The page of an invitation: what is refused there can be changed into what is open, by one press."""

from paizhu.door.models import Matter
from paizhu.liaison.business_invitations.tests.test_business_invitations import INVITATION, invited
from paizhu.web.tests.seated import from_seat

ADDRESS = "/matters/new/business_invitation.invite/"


def test_another_act_is_taken_in_place_of_the_one_refused() -> None:
    browser = from_seat("secretary")
    refused = browser.post(ADDRESS, {**INVITATION, "role": "host_business.bid"})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "不分管驻在单位工作" in page  # art. 7, the nearest hard rule
    assert 'form="opening-form" name="in_place" value="attend_meeting"' in page
    assert INVITATION["business"] in page  # nothing that was typed is lost
    done = browser.post(ADDRESS, {**INVITATION, "role": "host_business.bid", "in_place": "attend_meeting"})
    assert done.status_code == 302
    assert Matter.objects.get().business_invitation.role == "attend_meeting"


def test_host_finds_what_it_can_bring_with_its_office_filled_in() -> None:
    for who, acts in (
        (
            "secretary",
            {"notification.give", "business_invitation.invite", "lead_review.ask", "joint_supervision.ask"},
        ),
        ("host", {"notification.give", "business_invitation.invite", "joint_activity.propose"}),
    ):
        page = from_seat(who).get("/host/").content.decode()
        assert all(f"/matters/new/{act}/?" in page for act in acts), who
    assert "/matters/new/lead_review.ask/" not in from_seat("host").get("/host/").content.decode()
    form = from_seat("secretary").get(ADDRESS, {"office": "驻市财政局纪检监察组"}).content.decode()
    assert 'value="驻市财政局纪检监察组"' in form


def test_page_of_an_invitation_says_what_is_asked() -> None:
    matter = invited(role="supervise.onsite")
    page = from_seat("head").get(f"/matters/{matter.reference}/").content.decode()
    assert "Check on the spot" in page
    assert "no vote, no countersignature, no seat" in page
