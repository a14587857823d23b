"""First-time set-up asks again until an answer can be used, and makes its keys itself."""

from environs import Env

from config.first_time import QUESTIONS, answers, environment_file


def answered(*said: str) -> tuple[dict, list[str]]:
    typed, told = iter(said), []
    return answers(lambda _: next(typed), told.append), told


def test_enter_takes_the_usual_answer():
    found, told = answered("", "", "", "", "")

    assert found == {question.setting: question.usual for question in QUESTIONS}
    assert told == []


def test_an_answer_that_cannot_be_used_is_asked_for_again_with_what_to_enter():
    found, told = answered("https://x/", "clinic.example", "", "Mars", "UTC", "maybe", "no", "")

    assert (found["HOST"], found["TIME_ZONE"], found["BEHIND_PROXY"]) == (
        "clinic.example", "UTC", "no",
    )  # fmt: skip
    assert len(told) == 3
    assert "such as second-look.example.org" in told[0]


def test_the_file_holds_two_different_keys_of_fifty_characters_or_more(tmp_path, monkeypatch):
    for name in ("SECRET_KEY", "AUDIT_KEY", "ALLOW_SQLITE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / ".env"
    file.write_text(environment_file(answered("", "sqlite:///x", "", "", "")[0]))

    with monkeypatch.context() as there:
        there.setattr("os.environ", {})
        env = Env()
        env.read_env(str(file), recurse=False)
        keys = {env.str("SECRET_KEY"), env.str("AUDIT_KEY")}
        assert len(keys) == 2
        assert all(len(key) >= 50 for key in keys)
        assert env.bool("ALLOW_SQLITE")
