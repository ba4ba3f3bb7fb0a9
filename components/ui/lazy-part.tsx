"use client";
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from "react";

type PartProps<Props> = {
  /** Shown while the part loads. */
  waiting: ReactNode;
  /** Shown when it failed; `retry` loads it again. */
  failed: (retry: () => void) => ReactNode;
  props: Props;
};

/**
 * A part of a page that loads when it is shown. Its failure leaves the rest of the page standing. A part that failed without a network
 * loads once more when the network is back. The server loads at once what it paints, so that no page comes without it.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>, { isPainted = false } = {}) {
  // The component itself once it was prepared: a `lazy` one shows what waits for a frame, even when its module is there.
  let latest: ComponentType<Props> = lazy(load);
  type State = { Part: ComponentType<Props>; isBroken: boolean };
  const prepare = async () => {
    latest = (await load()).default;
  };
  if (isPainted && typeof window === "undefined") void prepare().catch(() => undefined);
  return class LazyPart extends Component<PartProps<Props>, State> {
    /** Loads the part, so that those that are shown afterwards wait for nothing. Rejects when it can't be loaded. */
    static readonly prepare = prepare;
    // Kept for each instance, so that a part on screen stays when another of its kind has to load again.
    override state: State = { Part: latest, isBroken: false };
    static getDerivedStateFromError = () => ({ isBroken: true });

    readonly again = () => {
      if (!this.state.isBroken) return;
      latest = lazy(load);
      this.setState({ Part: latest, isBroken: false });
    };
    override componentDidMount() {
      window.addEventListener("online", this.again);
    }
    override componentWillUnmount() {
      window.removeEventListener("online", this.again);
    }
    override render() {
      const { waiting, failed, props } = this.props;
      const { Part, isBroken } = this.state;
      if (isBroken) return failed(this.again);
      return (
        <Suspense fallback={waiting}>
          <Part {...props} />
        </Suspense>
      );
    }
  };
}
