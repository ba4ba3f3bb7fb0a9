"use client";
import { Component, type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from "react";

type PartProps<Props> = {
  /** Shown while the part loads. */
  waiting: ReactNode;
  /** Shown when it failed; `retry` loads it again. */
  failed: (retry: () => void) => ReactNode;
  props: Props;
};

/**
 * A part of a page that loads when it is shown. Its failure leaves the rest of the page standing. A part that failed without a network
 * loads once more when the network is back.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let latest = lazy(load);
  type State = { Part: LazyExoticComponent<ComponentType<Props>>; isBroken: boolean };
  return class LazyPart extends Component<PartProps<Props>, State> {
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
