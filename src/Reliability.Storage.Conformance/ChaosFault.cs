namespace Reliability.Storage.Conformance;

/// <summary>How a <see cref="ChaosStore"/> fails one call.</summary>
public enum ChaosFault
{
    /// <summary>It does not: the call goes through.</summary>
    None,

    /// <summary>A transient <see cref="StoreException"/>, and nothing was done.</summary>
    BeforeApply,

    /// <summary>A transient <see cref="StoreException"/>, although the call had its whole effect: the answer was lost.</summary>
    AfterApply,

    /// <summary>An <see cref="OperationCanceledException"/>, and nothing was done.</summary>
    CancelledBeforeApply,

    /// <summary>An <see cref="OperationCanceledException"/>, although the call had its whole effect.</summary>
    CancelledAfterApply,
}
