"""The steps of `rapprochement_paie`: lines and sums, who is who, what differs, what adds up."""
