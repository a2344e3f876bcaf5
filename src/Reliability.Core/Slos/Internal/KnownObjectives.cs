using System.Collections.Frozen;
using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>The declared objectives by name and by service. A name that matches nothing is an error, never an empty result.</summary>
internal sealed class KnownObjectives
{
    private readonly FrozenDictionary<string, SloDefinition> _byName;
    private readonly FrozenDictionary<string, SloDefinition[]> _byService;

    public KnownObjectives(IReadOnlyList<SloDefinition> all)
    {
        All = all;
        _byName = all.ToFrozenDictionary(slo => slo.Name, StringComparer.Ordinal);
        _byService = all.GroupBy(slo => slo.Service, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Gets all objectives, in the order of their declaration.</summary>
    public IReadOnlyList<SloDefinition> All { get; }

    public SloDefinition Get(string slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return _byName.TryGetValue(slo, out SloDefinition? found)
            ? found
            : throw new KeyNotFoundException(Names.Unknown("objective", slo, All.Select(one => one.Name)));
    }

    public IReadOnlyList<SloDefinition> OfService(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _byService.TryGetValue(service, out SloDefinition[]? found)
            ? found
            : throw new KeyNotFoundException(
                $"No objective belongs to a service named '{service}'. Services are: "
                + $"{Names.Nearest(service, _byService.Keys)}.");
    }
}
