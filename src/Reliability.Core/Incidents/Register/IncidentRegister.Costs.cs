using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <content>What incidents cost of budgets, for technical debt.</content>
public sealed partial class IncidentRegister
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BudgetCost>> GetCostsAsync(
        string service, IReadOnlyList<string> ids, TimeRange range, CancellationToken cancellationToken)
    {
        string[] asked = Check.Copy(ids);
        if (!_readers.TryGetValue(service, out IncidentReader? reader))
        {
            return [];
        }

        IReadOnlyList<Incident> found = await reader.GetAsync(asked, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> originals = await FindOriginalsAsync(reader, found, cancellationToken).ConfigureAwait(false);
        List<BudgetCost> costs = [];
        foreach (Incident one in found)
        {
            costs.Add(new BudgetCost
            {
                Id = one.Id,
                BudgetShare = await ShareAsync(one, range, cancellationToken).ConfigureAwait(false),
                DuplicateOf = originals.GetValueOrDefault(one.Id),
            });
        }

        return costs;
    }

    /// <inheritdoc/>
    public async ValueTask<double> GetJointCostAsync(
        string service, IReadOnlyList<string> ids, TimeRange range, CancellationToken cancellationToken)
    {
        string[] asked = Check.Copy(ids);
        if (!_readers.TryGetValue(service, out IncidentReader? reader))
        {
            return 0;
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        Dictionary<Incident, double> shares = new(ReferenceEqualityComparer.Instance);
        foreach (Incident one in await reader.GetAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            shares[one] = await ShareAsync(one, range, cancellationToken).ConfigureAwait(false);
        }

        Incident[] parts = JointCost.WithoutContained([.. shares.Keys], now);
        double[] costs = Array.ConvertAll(parts, one => shares[one]);
        TimeRange[] ranges = Array.ConvertAll(parts, one => one.RangeAt(now));
        double least = shares.Values.DefaultIfEmpty().Max();
        if (!JointCost.Overlap(ranges))
        {
            return Math.Max(least, costs.Sum());
        }

        // The minutes are exact while they are kept. Later, hours would count those before and after the incidents too.
        IncidentCost? measured = _meter is null
            ? null
            : await _meter.MeasureAsync(service, parts, range, cancellationToken).ConfigureAwait(false);
        double joint = measured is null or { IsEstimate: true } ? JointCost.ByTime(costs, ranges) : ShareOf(measured);
        return Math.Max(least, Math.Min(joint, costs.Sum()));
    }

    private static double ShareOf(IncidentCost? cost) => (double)(cost?.Objectives.Sum(of => of.BudgetShare ?? 0) ?? 0);

    /// <summary>Returns what an incident burnt in a range, by what is stored if all of it is in the range and settled.</summary>
    private async ValueTask<double> ShareAsync(Incident one, TimeRange range, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        TimeRange own = one.RangeAt(now);
        bool isWhole = own.Start >= range.Start && own.End <= range.End;
        return ShareOf(own.End <= range.Start || own.Start >= range.End ? null
            : isWhole && !CostMeter.IsOpen(one, now) ? one.Cost
            : _meter is null ? one.Cost
            : await _meter.MeasureAsync(one.Service, [one], range, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Returns of each duplicate the incident at the end of its links. In a circle, which older versions allowed, that is the one with the
    /// first id.
    /// </summary>
    private static async ValueTask<Dictionary<string, string>> FindOriginalsAsync(
        IncidentReader reader, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> links = new(StringComparer.Ordinal);
        for (IReadOnlyList<Incident> level = incidents; level.Count > 0;)
        {
            foreach (Incident one in level)
            {
                links[one.Id] = one.Definition.DuplicateOf;
            }

            string[] next =
            [
                .. level.Select(one => one.Definition.DuplicateOf).OfType<string>().Where(id => !links.ContainsKey(id))
                    .Distinct(StringComparer.Ordinal),
            ];
            level = await reader.GetAsync(next, cancellationToken).ConfigureAwait(false);
        }

        Dictionary<string, string> originals = new(StringComparer.Ordinal);
        foreach (Incident one in incidents.Where(one => one.Definition.DuplicateOf is not null))
        {
            List<string> path = [];
            string? id = one.Id;
            while (id is not null && !path.Contains(id, StringComparer.Ordinal))
            {
                path.Add(id);
                id = links.GetValueOrDefault(id);
            }

            originals[one.Id] = id is null ? path[^1] : path.SkipWhile(member => member != id).Min(StringComparer.Ordinal)!;
        }

        return originals;
    }
}
