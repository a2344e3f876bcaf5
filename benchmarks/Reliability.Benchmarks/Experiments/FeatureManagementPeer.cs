using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Reliability.Benchmarks.Experiments;

/// <summary>Three variants of a feature by percentile, as its documentation sets them up.</summary>
internal sealed class FeatureManagementPeer
{
    public const string Feature = "checkout";

    public FeatureManagementPeer()
    {
        const string Flag = "feature_management:feature_flags:0:";
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Flag + "id"] = Feature,
            [Flag + "enabled"] = "true",
            [Flag + "allocation:seed"] = "checkout",
        };
        (string Name, int From, int To)[] ranges = [("a", 0, 34), ("b", 34, 67), ("c", 67, 100)];
        for (int i = 0; i < ranges.Length; i++)
        {
            settings[$"{Flag}variants:{i}:name"] = ranges[i].Name;
            settings[$"{Flag}allocation:percentile:{i}:variant"] = ranges[i].Name;
            settings[$"{Flag}allocation:percentile:{i}:from"] = $"{ranges[i].From}";
            settings[$"{Flag}allocation:percentile:{i}:to"] = $"{ranges[i].To}";
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddFeatureManagement();
        Manager = services.BuildServiceProvider().GetRequiredService<IVariantFeatureManager>();
    }

    public IVariantFeatureManager Manager { get; }

    /// <summary>Fails unless the peer really spreads the ids over its variants.</summary>
    public async Task ProveAsync(string[] ids)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            Variant? variant = await Manager.GetVariantAsync(Feature, new TargetingContext { UserId = id });
            met.Add(variant?.Name ?? "none");
        }

        if (!met.SetEquals(["a", "b", "c"]))
        {
            throw new InvalidOperationException($"The peer assigns {string.Join(", ", met)}, not a, b and c.");
        }
    }
}
