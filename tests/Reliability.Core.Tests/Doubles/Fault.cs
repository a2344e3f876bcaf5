namespace Reliability.Core.Tests.Doubles;

/// <summary>What becomes of one append.</summary>
internal enum Fault
{
    None,

    /// <summary>StoreException, and nothing was stored.</summary>
    BeforeApply,

    /// <summary>StoreException, although the batch was stored: the answer was lost.</summary>
    AfterApply,

    /// <summary>OperationCanceledException, and nothing was stored.</summary>
    CancelledBeforeApply,

    /// <summary>OperationCanceledException, although the batch was stored.</summary>
    CancelledAfterApply,
}
