# The engine of concept-tag against the slow reference, for some minutes.
load ../helpers

@test "random dictionaries find in random sentences what the page says, three thousand times" {
    needs python3
    python3 "$ROOT/tests/reference/matching.py" 3000 "${SEED:-2}"
}
