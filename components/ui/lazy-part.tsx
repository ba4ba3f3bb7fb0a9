"use client";
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from "react";

type Otherwise = {
  /** Stands in its place while the part is fetched. */
  waiting: ReactNode;
  /** Stands in its place when it failed; `retry` fetches it anew. */
  failed: (retry: () => void) => ReactNode;
};

/**
 * A part of a page that is fetched when it is shown. Whatever goes wrong with it is its own matter: the page stands. It may not have come for want
 * of a network: it is fetched once more when that is back.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let Part = lazy(load);
  const renew = () => {
    Part = lazy(load);
  };
  function LazyPart({ waiting, failed, props }: Otherwise & { props: Props }) {
    return (
      <Boundary failed={failed} renew={renew}>
        {() => (
          <Suspense fallback={waiting}>
            <Part {...props} />
          </Suspense>
        )}
      </Boundary>
    );
  }
  return LazyPart;
}

type BoundaryProps = { failed: Otherwise["failed"]; renew: () => void; children: () => ReactNode };

class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError = () => ({ isBroken: true });

  private readonly again = () => {
    if (!this.state.isBroken) return;
    this.props.renew();
    this.setState({ isBroken: false });
  };
  override componentDidMount() {
    window.addEventListener("online", this.again);
  }
  override componentWillUnmount() {
    window.removeEventListener("online", this.again);
  }
  override render() {
    return this.state.isBroken ? this.props.failed(this.again) : this.props.children();
  }
}
