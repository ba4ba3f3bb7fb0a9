import { Button } from "../ui/button";
import { Problem } from "../ui/problem";

export function CheckingLink() {
  return (
    <p role="status" className="min-h-72 text-muted-foreground">
      Checking your link…
    </p>
  );
}

export function LinkProblem({ problem }: { problem: string }) {
  return (
    <div className="grid justify-items-start gap-4">
      <Problem>{problem}</Problem>
      <Button type="button" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </div>
  );
}
