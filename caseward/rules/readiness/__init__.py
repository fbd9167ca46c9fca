"""What an inspector would find in the records of one case: a check for each question that records can answer.

`facts` are the records as plain values, `findings` what a check returns, `checks` the table of all of them,
`classing` which of a framework's questions each speaks to. Evidence for people who judge, never a judgement.

Where a check stands, by the first word of its code: assessment in `assessing`, harm in `assessing_safely`,
plan in `planning` and `planning_safely`, delivery in `delivering`, `enforcing`, `planned_work` and
`delivering_safely`, review in `reviewing` and `reviewing_safely`, unpaid_work in `unpaid_work`, release in
`resettling`. What several of them need stands beside them under its own noun, such as `asked_agencies`.
"""
