namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of the deployments of a service shows.</summary>
internal sealed record DeploymentsDocument : PageDocument
{
    public required string Service { get; init; }

    /// <summary>Gets the deployments of this page, the latest start first.</summary>
    public required IReadOnlyList<DeploymentRow> Items { get; init; }

    /// <summary>Gets the incidents that are attributed to deployments of this page, the latest start first.</summary>
    public required IReadOnlyList<BrokenRow> Broke { get; init; }

    /// <summary>Gets the number of incidents that are attributed to these deployments and left out: there are too many.</summary>
    public required int IncidentsLeftOut { get; init; }

    /// <summary>Gets where the next page begins; <see langword="null"/> if there is none.</summary>
    public string? Next { get; init; }
}
