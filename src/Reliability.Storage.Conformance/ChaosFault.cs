namespace Reliability.Storage.Conformance;

/// <summary>Specifies how a <see cref="ChaosStore"/> fails a call.</summary>
public enum ChaosFault
{
    /// <summary>The call does not fail.</summary>
    None,

    /// <summary>The call throws a transient <see cref="StoreException"/> and has no effect.</summary>
    BeforeApply,

    /// <summary>The call throws a transient <see cref="StoreException"/> although it had its full effect: its answer was lost.</summary>
    AfterApply,

    /// <summary>The call throws an <see cref="OperationCanceledException"/> and has no effect.</summary>
    CancelledBeforeApply,

    /// <summary>The call throws an <see cref="OperationCanceledException"/> although it had its full effect.</summary>
    CancelledAfterApply,
}
