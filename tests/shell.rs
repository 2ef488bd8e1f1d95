//! The program among others: completion scripts, manual pages, pipes.

use crate::program::{dataset, run};
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

/// Renaming a finished file over a device would take the device from everyone; `/dev/null` is the usual one.
#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("what was written")
    });
    let ships = dataset("high-tech-ships");
    let done = run(["spof".as_ref(), ships.as_os_str(), "--force".as_ref(), "-o".as_ref(), pipe.as_os_str()]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(fs::metadata(&pipe).expect("still there").file_type().is_fifo());
    assert_eq!(reader.join().expect("the reader ends"), run(["spof".as_ref(), ships.as_os_str()]).stdout);
}
