namespace Reliability.Slos.Internal;

/// <summary>Specifies why a low-traffic guard rejects the evidence that a threshold was crossed.</summary>
internal enum GuardDoubt
{
    /// <summary>The guard accepts the evidence.</summary>
    None = 0,

    /// <summary>There are fewer events than the guard requires.</summary>
    TooFew,

    /// <summary>The confidence bound does not exclude the threshold.</summary>
    Chance,
}
