namespace Reliability.Dashboard.Internal;

/// <summary>One thing that somebody should attend to.</summary>
internal sealed record AttentionLine
{
    /// <summary>Gets how urgent it is.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Gets what is being lost, to order lines of the same urgency: the share of a budget, or 0.</summary>
    public decimal Loss { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the objective that the line leads to; <see langword="null"/> if none.</summary>
    public string? Slo { get; init; }

    /// <summary>Gets the experiment that the line leads to; <see langword="null"/> if none.</summary>
    public string? Experiment { get; init; }

    /// <summary>Gets the metric that the line leads to; <see langword="null"/> if none.</summary>
    public string? Trend { get; init; }

    /// <summary>Gets the id of the incident of the service that the line leads to; <see langword="null"/> if none.</summary>
    public string? Incident { get; init; }

    /// <summary>Gets the service whose page about improvement the line leads to; <see langword="null"/> if none.</summary>
    public string? Improvement { get; init; }

    /// <summary>Gets the sentence.</summary>
    public required string Text { get; init; }
}
