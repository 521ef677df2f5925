//! What the user knows: `detente actor`, `--knowledge`, and PETRARCH's dictionaries.

mod support;

use serde_json::Value;
use support::{Folder, folder};

const PEOPLE: &str = "person,aliases,country,role,sector,from,to,certainty,source\n";

fn names(rows: &[Value]) -> Vec<(String, String, bool)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
    rows.iter().map(|r| (text(r, "name"), text(r, "code"), r["preferred"] == true)).collect()
}

fn actor(folder: &Folder, arguments: &[&str]) -> Vec<(String, String, bool)> {
    let all: Vec<&str> = ["actor"].into_iter().chain(arguments.iter().copied()).collect();
    names(&folder.run(&all).ended(0).rows())
}

fn found(name: &str, code: &str, preferred: bool) -> (String, String, bool) {
    (name.to_string(), code.to_string(), preferred)
}

#[test]
fn an_actor_on_a_day() {
    let folder = folder();
    let on = |name: &str, day: &str| actor(&folder, &[name, "--on", day]);
    assert_eq!(on("Moon Jae-in", "2018-02-10")[0], found("Moon Jae-in", "KORGOV", true));
    assert_eq!(on("Barack Obama", "2018-02-10")[0], found("Barack Obama", "USAELI", true));
    assert_eq!(on("South Korean president", "2018-02-10"), [found("Moon Jae-in", "KORGOV", true)]);
    assert_eq!(on("Muammar Qadhafi", "2005-01-01")[0].1, "LBYGOV");
    let row = &folder.run(&["actor", "Macron", "--on", "2018-02-10"]).ended(0).rows()[0];
    assert_eq!((row["role"].as_str(), row["from"].as_str()), (Some("president"), Some("2017-05-14")));
    assert!(!row["source"].as_str().unwrap().is_empty() && !row["reason"].as_str().unwrap().is_empty());
    let nobody = folder.run(&["actor", "Nobody Atall"]).ended(0);
    assert!(nobody.stdout.is_empty() && nobody.stderr.contains("Nobody Atall"), "{}", nobody.stderr);
    let table = folder.run(&["actor", "Macron", "--on", "2018-02-10", "-f", "table"]).ended(0);
    assert!(table.stdout.contains("FRAGOV"), "{}", table.stdout);
}

#[test]
fn own_tables_win() {
    let folder = folder();
    folder.write(
        "own/people.csv",
        format!("{PEOPLE}Jane Doe,,NOR,prime minister,GOV,2018-01-01,2019,sure,mine\n"),
    );
    folder.write(
        "own/organisations.csv",
        "name,aliases,code,sector,kind,from,to,source\nNorway,,IGO,,igo,,,mine\n",
    );
    folder.write("own/agents.csv", "phrase,plural,sector,kind,role,note\nquorgs,,REB,group,,\n");
    folder.write(
        "in.jsonl",
        r#"{"id": "1", "text": "Jane Doe accused Norway. Chilean quorgs left.", "published": "2018-06-15"}"#,
    );
    let run = folder.run(&["look", "actors", "in.jsonl", "--knowledge", "own"]).ended(0);
    let codes: Vec<String> = run.rows().iter().map(|r| r["code"].as_str().unwrap().to_string()).collect();
    assert_eq!(codes, ["NORGOV", "IGO", "CHL", "CHLREB"]);
    let plain = folder.run(&["look", "actors", "in.jsonl"]).ended(0);
    assert!(!plain.stdout.contains("Jane Doe\""), "{}", plain.stdout);
    let version = |arguments: &[&str]| {
        folder.write("e.jsonl", r#"{"id": "1", "text": "Chile accused Peru.", "published": "2018-06-15"}"#);
        folder.run(arguments).ended(0).rows()[0]["versions"]["knowledge"].as_str().unwrap().to_string()
    };
    let (bare, own) = (version(&["code", "e.jsonl"]), version(&["code", "e.jsonl", "--knowledge", "own"]));
    assert!(own.starts_with(&format!("{bare}+")), "{own}");
}

#[test]
fn a_broken_table_is_named_with_its_line() {
    let cases: &[(&str, String, &str)] = &[
        (
            "people.csv",
            format!("{PEOPLE}A,,NOR,king,GOV,,,sure,x\nB,,NOR,king,GOV,2018-13,,sure,x\n"),
            "people.csv:3",
        ),
        ("people.csv", "person,country\nA,NOR\n".to_string(), "people.csv:1"),
        ("people.csv", format!("{PEOPLE}A,NOR\n"), "people.csv:2"),
        ("persons.csv", PEOPLE.to_string(), "people.csv"),
        ("people/x.csv", format!("{PEOPLE},,NOR,king,GOV,,,sure,x\n"), "x.csv:2"),
    ];
    for (name, text, place) in cases {
        let folder = folder();
        folder.write(&format!("own/{name}"), text);
        let run = folder.run(&["actor", "Macron", "--knowledge", "own"]).ended(2);
        assert!(run.stderr.contains("D0204") && run.stderr.contains(place), "{name}: {}", run.stderr);
    }
    let folder = folder();
    folder.write("own/people.csv", b"person\xff");
    assert!(folder.run(&["actor", "Macron", "--knowledge", "own"]).ended(2).stderr.contains("people.csv:1"));
    assert!(folder.run(&["actor", "Macron", "--knowledge", "none"]).ended(2).stderr.contains("D0204"));
}

#[test]
fn dictionaries_of_petrarch() {
    let folder = folder();
    folder.write(
        "actors.txt",
        "# mine\nFRANK_EXAMPLE_ [FRAGOV 100101-180101] [FRAELI >180101]\n+FRANKIE_EXAMPLE\nODDITY [FRA 2004017-20061201]\n",
    );
    folder.write("agents.txt", b"!PERSON! = MAN, MEN\nBROADCASTER [~MED] # news\nBAD \0 [GOV]\n");
    folder.write(
        "in.jsonl",
        r#"{"id": "1", "text": "Frankie Example met French broadcasters.", "published": "2018-01-01"}"#,
    );
    let arguments =
        ["look", "actors", "in.jsonl", "--petrarch-actors", "actors.txt", "--petrarch-agents", "agents.txt"];
    let run = folder.run(&arguments).ended(0);
    let codes: Vec<String> = run.rows().iter().map(|r| r["code"].as_str().unwrap().to_string()).collect();
    assert_eq!(codes, ["FRAELI", "FRA", "FRAJRN"]);
    for place in ["actors.txt:4", "agents.txt:3"] {
        assert!(run.stderr.contains("D0206") && run.stderr.contains(place), "{}", run.stderr);
    }
    let before = actor(&folder, &["Frank Example", "--on", "2017-12-31", "--petrarch-actors", "actors.txt"]);
    assert_eq!(before, [found("FRANK EXAMPLE", "FRAGOV", true)]);
    let missing = folder.run(&["actor", "Macron", "--petrarch-actors", "none.txt"]).ended(2);
    assert!(missing.stderr.contains("D0205") && missing.stderr.contains("none.txt"), "{}", missing.stderr);
}

/// The dictionaries that are in use, where they lie beside the project: every line is used or told, and nothing fails.
#[test]
fn the_dictionaries_in_use_are_read() {
    let shared =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/events/petrarch");
    if !shared.exists() {
        println!("skipped: the_dictionaries_in_use_are_read: the dictionaries are not there");
        return;
    }
    let file = |name: &str| shared.join(name).display().to_string();
    let actors = [
        "Phoenix.Countries.actors.txt",
        "Phoenix.International.actors.txt",
        "Phoenix.MilNonState.actors.txt",
    ];
    let mut arguments = vec!["actor".to_string(), "Kofi Annan".into(), "--on".into(), "2003-01-01".into()];
    arguments.push("--petrarch-actors".into());
    arguments.extend(actors.map(file));
    arguments.extend(["--petrarch-agents".into(), file("Phoenix.agents.txt")]);
    let folder = folder();
    let run = folder.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).ended(0);
    assert_eq!(run.rows()[0]["code"], "UNO", "{}", run.stdout);
    let told = run.stderr.matches("D0206").count();
    assert!((20..200).contains(&told), "each line that is passed over is named: {told}\n{}", run.stderr);
}
