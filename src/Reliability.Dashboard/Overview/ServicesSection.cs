using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>The gate of each service: the answer to "may we release?".</summary>
internal sealed class ServicesSection : ISection
{
    public string Name => ServicesPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, GateDecision> gates = await context.GatesAsync(cancellationToken).ConfigureAwait(false);
        return gates.Count == 0 ? null : new ServicesPart
        {
            Services =
            [
                .. gates.OrderByDescending(gate => gate.Value.Verdict).ThenBy(gate => gate.Key, StringComparer.Ordinal)
                    .Select(gate => ServiceRow.Of(gate.Key, gate.Value)),
            ],
        };
    }
}
