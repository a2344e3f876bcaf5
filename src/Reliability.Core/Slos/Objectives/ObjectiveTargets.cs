using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Tells which objectives are configured. A link may name any objective of the setup, whatever its service.</summary>
/// <param name="budgets">The objectives.</param>
public sealed class ObjectiveTargets(IErrorBudgets budgets) : ILinkTargets
{
    /// <inheritdoc/>
    public LinkTargetKind TargetKind => LinkTargetKind.Objective;

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(string service, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(id);
        return ValueTask.FromResult(budgets.Objectives.Any(slo => slo.Name == id));
    }
}
