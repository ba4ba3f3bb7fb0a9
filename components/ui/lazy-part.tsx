"use client";
import { Component, type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from "react";

type PartProps<Props> = {
  /** Stands in its place while the part is fetched. */
  waiting: ReactNode;
  /** Stands in its place when it failed; `retry` fetches it anew. */
  failed: (retry: () => void) => ReactNode;
  props: Props;
};

/**
 * A part of a page that is fetched when it is shown. Whatever goes wrong with it is its own matter: the page stands. It may not have come for want
 * of a network: it is fetched once more when that is back.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let latest = lazy(load);
  type State = { Part: LazyExoticComponent<ComponentType<Props>>; isBroken: boolean };
  return class LazyPart extends Component<PartProps<Props>, State> {
    // Kept for each: what stands on the page is not made anew because another of its kind had to be fetched again.
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
