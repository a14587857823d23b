"""The first tour names what the role may open, and nothing else."""

from django.urls import reverse


def test_the_tour_of_a_role_has_no_step_to_a_page_that_it_may_not_open(
    clinician_client, manager_client
):
    of_clinician = clinician_client.get(reverse("tour")).content.decode()
    of_manager = manager_client.get(reverse("tour")).content.decode()

    assert "Open the worklist" in of_clinician
    assert "Open the worklist" not in of_manager
    assert "Open the clinic" in of_manager
