namespace Reliability.Slos.Internal;

/// <summary>Why a low-traffic guard does not trust that a threshold was crossed.</summary>
internal enum GuardDoubt
{
    /// <summary>It trusts it.</summary>
    None = 0,

    /// <summary>There are fewer events than it asks for.</summary>
    TooFew,

    /// <summary>The confidence bound does not exclude the threshold.</summary>
    Chance,
}
