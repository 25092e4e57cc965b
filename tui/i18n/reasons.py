"""What stood in the way, where the core and the system say it as a code; and what lies outside a folder can refuse."""

from tui.i18n.words import N_, Words

REASONS = {
    "byte-order-mark": N_("it begins with a hidden sign (BOM)"), "cut": N_("its end is missing"),
    "database-busy": N_("the database is busy with others"), "disk-error": N_("the disk reports an error"),
    "disk-full": N_("the disk is full"), "does-not-fit": N_("something in it is not what it should be"),
    "empty": N_("it is empty"), "gone": N_("it is missing"), "is-a-folder": N_("a folder lies there"),
    "merge-markers": N_("two versions were mixed in it"), "name-too-long": N_("the name is too long"),
    "no-answer": N_("nothing came back in time"), "no-folder-there": N_("the folder is not there"),
    "no-leader": N_("it is being decided which machine leads"), "nobody-there": N_("nobody is there"),
    "no-such-host": N_("there is no machine of that name"), "too-many-lines": N_("too many are connected"),
    "not-a-number": N_("it holds a number that is none"),
    "not-a-file": N_("it is not an ordinary file"), "not-allowed": N_("access is denied"),
    "not-json": N_("it is not JSON"), "not-ours": N_("it was not written by fredstid"),
    "nul-bytes": N_("it holds empty bytes"), "number-too-long": N_("it holds a number that is too long"),
    "read-only-disk": N_("the disk can only be read"), "same-key-twice": N_("something stands in it twice"),
    "takes-no-folder": N_("the system lets nobody make a folder there"), "too-big": N_("it is too big"),
    "too-deep": N_("it is nested too deep"), "wrong-encoding": N_("it is not UTF-8"),
}  # fmt: skip


def reason(words: Words, code: str) -> str:
    """Return a reason in words; what the system itself says stays as it is."""
    return words(REASONS[code]) if code in REASONS else code


OUTSIDE = {
    "damaged-row": N_(
        "The {kind} {record} in the database is not what it should be, so nobody can read it. Let whoever runs the"
        " database bring it back from a backup."
    ),
    "database-address": N_(
        "The address of the database cannot be understood ({reason}). It looks like"
        " postgresql://host/database?team=NAME."
    ),
    "database-certificate": N_(
        "The database on {host} could not prove that it is the right one, so nothing was sent to it. Ask whoever runs"
        " it for its certificate, and name the file with sslrootcert=…."
    ),
    "database-empty": N_(
        "In that database on {host} there is no fredstid yet, or you have not been let in. «fredstid new» with the same"
        " address makes it, and whoever runs it lets you in."
    ),
    "database-gone": N_(
        "The database on {host} does not answer ({reason}). What you have written waits here; try again in a moment."
    ),
    "database-login": N_(
        "The database on {host} does not know you by that login, or not with that password. A password is read from"
        " ~/.pgpass, a service file or PGPASSWORD; whoever runs the database knows which."
    ),
    "database-newer": N_("A newer fredstid has changed the database. Update fredstid here."),
    "database-not-yours": N_(
        "The database on {host} does not let you do that. Let whoever runs it make you a member of the team."
    ),
    "database-older": N_("The database is of an older fredstid. Let whoever runs it do «fredstid database»."),
    "database-others": N_(
        "Where fredstid's tables would lie in the database on {host}, something else lies, so nothing was changed. Name"
        " another place with schema=…."
    ),
    "database-read-only": N_("The database on {host} lets you read and not write. Ask whoever runs it."),
    "in-a-database": N_(
        "This team lies in a database, and that is for teams in a folder. Whoever runs it has its own."
    ),
    "move-between": N_("A team moves between a folder and a database: one of the two places is an address."),
    "move-differs": N_("{file} would not be the same there, so nothing was moved. «fredstid check» says more."),
    "moved": N_("This team has moved. It is here now: {to}"),
    "not-known": N_(
        "The database on {host} went away in the middle of saving. Whether it was saved shows once it is back: look"
        " before you write it again."
    ),
    "not-moved": N_("That team has gone nowhere, so nothing of it is deleted."),
    "other-team-meant": N_("The address says «{team}», and the folder is that of «{name}». Leave the team out."),
    "no-postgres": N_("Databases need one more part: pip install 'fredstid[postgres]'."),
    "no-such-login": N_("The database knows no login «{login}». Let whoever runs it make one."),
    "no-team-in-database": N_("There is no team «{team}» in that database that you are a member of."),
    "password-in-address": N_(
        "A password in the address can be read by others on this machine. Put it into ~/.pgpass, a service file or"
        " PGPASSWORD instead."
    ),
    "teams-of-one-name": N_("Several teams are called «{team}». Name it by its id: {teams}."),
    "which-team-there": N_("There are several teams in that database. Name one with ?team=…: {teams}."),
    "deck-broken": N_(
        "The deck's signature does not hold: something in it was changed on the way. Nothing was taken in."
    ),
    "deck-names-somebody": N_(
        "«{signal}» in card {card} could tell who somebody is, so nothing was taken in. Let the team that wrote it mend"
        " the card."
    ),
    "deck-tells": N_(
        "«{signal}» in «{card}» could tell who somebody is, so nothing was written. Change the card, and try again."
    ),
    "deck-too-big": N_("No team has more than {most} cards, so nothing was taken in. Let them send those that matter."),
    "needs-answers": N_("Nobody answered for what is in the cards, so nothing was written. Only a person can."),
    "newer-deck": N_("This deck was written by a newer fredstid, so nothing was taken in. Update fredstid."),
    "no-cards": N_("There is no such card, so nothing was written. «fredstid cards» lists them."),
    "no-cryptography": N_("Decks need one more part: pip install 'fredstid[deck]'. Nothing was changed."),
    "no-deck": N_("This is no deck of cards, so nothing was taken in. Look at the file's name again."),
    "newer-summary": N_("A newer fredstid has written this, so it is left out. Update fredstid."),
    "no-such-folder": N_("There is no folder {path}. Name the one in which the teams' folders lie."),
    "no-summary": N_("This is nothing that a team or its leadership has published, so it is left out."),
    "nothing-lifted": N_("Nothing of {code} waits for the leadership. «fredstid lift» lists what does."),
    "nothing-lifted-there": N_("Nothing that waits bears the number «{typed}». The page has it before each."),
    "summary-tells": N_(
        "«{signal}» could tell who somebody is, so nothing was published. Say it in other words, and try again."
    ),
    "wrong-address": N_(
        "The address of {key} must look like postgresql://host/database?team=NAME, and hold no password."
    ),
}
