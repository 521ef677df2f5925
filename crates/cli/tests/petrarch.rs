//! Coding by PETRARCH's dictionaries: `detente code --petrarch-verbs`. The dictionaries here are made for these tests.

mod support;

use serde_json::Value;
use support::{Folder, folder};

const OLDER: &str = "\
&TIES
+TRADE_LINKS
+CONTACT
--- RESTORE [064] ---
RESTORE
- * &TIES [065]
- + WAS * BY $ [067]
--- HOST [042:043] ---
HOST
--- SCOLD [121] ---
SCOLD
- WILL NOT * [081]
--- CLAIM [023] ---
CLAIM
+TEAR_UP {+TORE_UP
- ODD [099]
";

const NEWER: &str = "\
--- RESTORE [050] ---
RESTORE
- * {FULL LINK} [060]
- * (WITH +) [061]
--- SCOLD [111] ---
SCOLD
--- LET [---] ---
LET
";

const ACTORS: &str = "NORLAND [NOR]\n+NORLANDIC\nSUDANIA [SDA]\nEASTERN_ISLES [EIS]\nJANE_ROE [NOR] [NORGOV 20000101-20051231]\n";
const AGENTS: &str = "MINISTER [~GOV]\nSOLDIER [~MIL]\nCROWD [~CVL]\n";
const DISCARDS: &str = "CHESS CUP\n+GRAND REGATTA\n";

fn dictionaries() -> Folder {
    let folder = folder();
    folder.write("older.txt", OLDER);
    folder.write("newer.txt", NEWER);
    folder.write("actors.txt", ACTORS);
    folder.write("agents.txt", AGENTS);
    folder.write("discards.txt", DISCARDS);
    folder
}

fn coded(folder: &Folder, verbs: &str, text: &str, more: &[&str]) -> (Vec<Value>, String) {
    let record = serde_json::json!({ "id": "1", "text": text, "published": "2003-05-05" });
    folder.write("in.jsonl", record.to_string());
    let mut arguments =
        vec!["code", "in.jsonl", "--petrarch-verbs", verbs, "--petrarch-actors", "actors.txt"];
    arguments.extend(["--petrarch-agents", "agents.txt", "--petrarch-discards", "discards.txt"]);
    arguments.extend(more);
    let run = folder.run(&arguments).ended(0);
    (run.rows(), run.stderr)
}

/// Source, target and code of each event.
fn dyads(rows: &[Value]) -> Vec<String> {
    let code = |row: &Value, side: &str| row[side][0]["code"].as_str().unwrap_or_default().to_string();
    let one = |r: &Value| {
        format!("{} {} {}", code(r, "actors"), code(r, "recipients"), r["cameo"].as_str().unwrap_or_default())
    };
    rows.iter().map(one).collect()
}

#[test]
fn patterns_of_both_syntaxes_find_source_target_and_code() {
    let folder = dictionaries();
    let cases: &[(&str, &str, &[&str])] = &[
        ("older.txt", "Norland restored its trade links with Sudania on Monday.", &["NOR SDA 065"]),
        ("older.txt", "Norland restored its embassy in Sudania on Monday.", &["NOR SDA 064"]),
        ("older.txt", "Norland hosted a minister from Sudania.", &["NOR SDAGOV 042", "SDAGOV NOR 043"]),
        (
            "older.txt",
            "The ministers of Norland and Sudania scolded the Eastern Isles.",
            &["NORGOV EIS 121", "SDAGOV EIS 121"],
        ),
        (
            "older.txt",
            "Norland's sheep and goats of Sudania scolded the Eastern Isles.",
            &["NOR EIS 121", "SDA EIS 121"],
        ),
        ("older.txt", "Minister Jane Roe will not scold Sudania.", &["NORGOV SDA 081"]),
        ("older.txt", "Norlandic soldiers were scolded by Sudania.", &["SDA NORMIL 121"]),
        ("older.txt", "A crowd scolded Sudania.", &["---CVL SDA 121"]),
        ("older.txt", "Norland scolded nobody.", &[]),
        ("newer.txt", "Norland restored full links with Sudania.", &["NOR SDA 060"]),
        ("newer.txt", "Norland was scolded over its dispute with Sudania.", &["SDA NOR 111"]),
        ("newer.txt", "Norland let Sudania sleep.", &[]),
        (
            "older.txt",
            "Norland restored the Chess Cup to Sudania. Norland scolded Sudania.",
            &["NOR SDA 121"],
        ),
        ("older.txt", "Norland scolded Sudania. The Grand Regatta began.", &[]),
    ];
    for (verbs, text, wanted) in cases {
        assert_eq!(dyads(&coded(&folder, verbs, text, &[]).0), *wanted, "{text}");
    }
}

#[test]
fn codes_of_cameo_have_types_and_those_of_weis_have_none() {
    let folder = dictionaries();
    let text = "Norland restored full links with Sudania.";
    let row = &coded(&folder, "newer.txt", text, &[]).0[0];
    assert_eq!((&row["type"], &row["quad"], &row["cameo"]), (&"COOPERATE".into(), &2.into(), &"060".into()));
    assert!(row["reasons"]["type"].as_str().unwrap().contains("newer.txt:3"), "{row}");
    let row = &coded(&folder, "newer.txt", text, &["--petrarch-codes", "weis"]).0[0];
    assert_eq!((&row["type"], &row["quad"], &row["cameo"]), (&Value::Null, &Value::Null, &"060".into()));
    let actor = &row["actors"][0];
    assert_eq!(
        (&actor["code"], &actor["text"], &actor["start"]),
        (&"NOR".into(), &"Norland".into(), &0.into())
    );
}

#[test]
fn odd_lines_are_told_once_with_their_place() {
    let folder = dictionaries();
    folder.write("agents.txt", "SAILOR [MIL]\n");
    let (_, told) = coded(&folder, "older.txt", "Norland scolded Sudania.", &[]);
    for place in ["older.txt:15", "older.txt:16", "agents.txt:1"] {
        assert_eq!(told.matches(place).count(), 1, "{place} in {told}");
    }
    let missing = folder.run(&["code", "in.jsonl", "--petrarch-verbs", "none.txt"]).ended(2);
    assert!(missing.stderr.contains("D0205") && missing.stderr.contains("none.txt"), "{}", missing.stderr);
    let alone = folder.run(&["code", "in.jsonl", "--petrarch-discards", "discards.txt"]).ended(2);
    assert!(alone.stderr.contains("--petrarch-verbs"), "{}", alone.stderr);
}

#[test]
fn an_event_inside_another_one_is_transformed() {
    let folder = dictionaries();
    let rules = "--- CLAIM [010] ---\nCLAIM\n--- SHELL [190] ---\nSHELL\n- * (NEAR) [193]\n--- HELP [070] ---\nHELP\n\
                 ~ a (b . SHELL) CLAIM = a b 112\n~ a (a b SHELL) CLAIM = a b 015\n~ a (a b Q) CLAIM = a b Q\n";
    folder.write("rules.txt", rules);
    let cases: &[(&str, &[&str])] = &[
        ("Norland claimed that Sudania shelled a village.", &["NOR SDA 112"]),
        ("Norland claimed that it shelled Sudania.", &["NOR SDA 015"]),
        ("Norland claimed that it helped Sudania.", &["NOR SDA 070"]),
        ("Norland claimed a prize from Sudania.", &["NOR SDA 010"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(dyads(&coded(&folder, "rules.txt", text, &[]).0), *wanted, "{text}");
    }
}

/// PETRARCH's own records, where they lie beside the project: at least 200 of the 281 active ones pass with either dictionary
/// of verbs; `training/score_petrarch.py` counts them. Here only that the dictionaries in use are read.
#[test]
fn the_dictionaries_of_verbs_in_use_are_read() {
    let shared =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/events/petrarch");
    if !shared.exists() {
        println!("skipped: the_dictionaries_of_verbs_in_use_are_read: the dictionaries are not there");
        return;
    }
    let folder = dictionaries();
    let verbs = shared.join("CAMEO.2.0.txt").display().to_string();
    let (rows, told) = coded(&folder, &verbs, "Norland praised Sudania and attacked the Eastern Isles.", &[]);
    assert_eq!(dyads(&rows), ["NOR SDA 051", "NOR EIS 190"], "{told}");
    assert!(!told.contains("D0205"), "{told}");
}
