"""One file per thing a user can do; each joins project and engine into a job. No Qt."""
