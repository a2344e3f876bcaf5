namespace Reliability.Releases;

/// <summary>What a change would do to the gate of a service. Nothing was changed.</summary>
public sealed record GatePlan
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the decision without the change.</summary>
    public required GateDecision Before { get; init; }

    /// <summary>Gets the decision with the change.</summary>
    public required GateDecision After { get; init; }
}
