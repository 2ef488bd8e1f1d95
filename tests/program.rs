//! Running the program.

use assert_cmd::Command;
use liantu_testkit::sketch::Sketch;
use std::path::{Path, PathBuf};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the project has a root")
}

/// A dataset of the project.
pub(crate) fn dataset(name: &str) -> PathBuf {
    root().join("datasets").join(name)
}

/// The three datasets of industrial chains.
pub(crate) const CHAINS: [&str; 3] = ["high-tech-ships", "integrated-circuits", "advanced-carbon"];

/// What a run gave.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in Chinese.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Outcome {
    run_with(arguments, &[])
}

/// Runs the program in Chinese with variables of the environment.
pub(crate) fn run_with<S: AsRef<std::ffi::OsStr>>(
    arguments: impl IntoIterator<Item = S>,
    variables: &[(&str, &str)],
) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_liantu"))
        .args(arguments)
        .env("LANG", "zh_CN.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANGUAGE")
        .envs(variables.iter().copied())
        .output()
        .expect("the program runs");
    Outcome {
        code: output.status.code().expect("no signal"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Two to a step and each needing both of the next: 2⁴⁰ ways lead down, and nothing may walk them one by one.
#[test]
fn ladders_take_no_longer_than_they_have_rungs() {
    let folder = tempfile::tempdir().expect("a folder");
    let sketch = (0..40).fold(Sketch::new("ladder").target("a0"), |sketch, step| {
        let inputs = [format!("a{}", step + 1), format!("b{}", step + 1)];
        let inputs = inputs.each_ref().map(String::as_str);
        let sketch = inputs.iter().fold(sketch, |sketch, input| sketch.component(input));
        let sketch = sketch.requires(&format!("a{step}"), &inputs);
        if step == 0 { sketch } else { sketch.requires(&format!("b{step}"), &inputs) }
    });
    let draft = sketch.supplier("s", "XB").supply("s", "b40").draft();
    liantu_testkit::dataset::write_dataset(&draft, folder.path()).expect("written");
    for command in ["chokepoints", "spof", "backup", "tree"] {
        let outcome = run([command, &folder.path().display().to_string(), "--quiet"]);
        assert_eq!(outcome.code, 0, "{command}: {}", outcome.stderr);
    }
}

/// Runs an analysis and reads its JSON.
pub(crate) fn json(command: &str, dataset: &Path, more: &[&str]) -> serde_json::Value {
    let mut arguments = vec![command.to_owned(), dataset.display().to_string()];
    arguments.extend(["--format", "json"].map(str::to_owned));
    arguments.extend(more.iter().map(|one| (*one).to_owned()));
    let outcome = run(&arguments);
    assert!(outcome.code == 0, "{arguments:?}: {}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("JSON")
}
