//! Completion scripts and manual pages.

use crate::program::run;
use std::fs;

#[test]
fn every_command_can_be_completed_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(["completions", shell]).stdout;
        for word in ["chokepoints", "--count-qualified", "systemic"] {
            // fish writes options without their dashes
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(run(["completions", "cmd.exe"]).code, 2);
}

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("man");
    let write = || run(["man".as_ref(), "-o".as_ref(), pages.as_os_str()]);
    assert_eq!(write().code, 0);
    for (page, says) in [("liantu", "单点故障"), ("liantu-spof", "min\\-share"), ("liantu-import-eto", "ETO")]
    {
        let text = fs::read_to_string(pages.join(format!("{page}.1"))).expect(page);
        assert!(text.starts_with(".ie") && text.contains(says), "{page}: {text}");
    }
    let again = write();
    assert_eq!(again.code, 2, "nothing is overwritten unasked");
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
}
