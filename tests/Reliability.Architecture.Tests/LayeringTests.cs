using System.Reflection;
using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

public sealed partial class LayeringTests
{
    /// <summary>What each part of the core may know. Capabilities know each other only through a contract that is named here.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Statistics"] = [],
        ["Storage"] = ["Statistics"],
        ["Recording"] = ["Statistics", "Storage"],

        // The seams that every capability stands on.
        ["Common"] = ["Storage"],

        // Who does what, whatever it is that is done.
        ["Jobs"] = ["Common", "Storage"],

        // Slos -> Jobs: the ledger is kept by whoever has the right to (JobClaim). Slos -> Recording: an indicator declares the series that holds its events (SeriesDefinition).
        ["Slos"] = ["Common", "Jobs", "Statistics", "Storage", "Recording"],

        // Experiments -> Recording: an objective is a guardrail of an experiment by the events that its recorder takes (OutcomeRecorder, LatencyRecorder).
        ["Experiments"] = ["Common", "Statistics", "Storage", "Recording"],

        // Alerting -> Slos: alerts are what the rules of objectives see (IErrorBudgets, AlertReading), followed through time.
        ["Alerting"] = ["Common", "Jobs", "Storage", "Slos"],
    };

    [Fact]
    public void Every_library_but_the_core_knows_the_core_alone_and_the_one_for_hosts_the_set_up_too()
    {
        foreach (Assembly library in Repository.Libraries.Skip(1))
        {
            string[] known = library == typeof(AspNetCore.RequestFilter).Assembly ? ["Reliability.Core", "Reliability.Extensions.DependencyInjection"] : ["Reliability.Core"];
            library.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Reliability", StringComparison.Ordinal))
                .Should().BeEquivalentTo(known, library.GetName().Name);
        }
    }

    [Fact]
    public void The_core_depends_on_mathematics_and_the_base_library_alone()
    {
        Repository.Libraries[0].GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should().BeEquivalentTo("MathNet.Numerics");
    }

    [Fact]
    public void Each_part_of_the_core_knows_only_what_it_may()
    {
        foreach (string file in Repository.Sources("src/Reliability.Core"))
        {
            string[] path = file.Split(Path.DirectorySeparatorChar);
            if (path.Length == 3)
            {
                continue; // the root of the package may name every part
            }

            string part = path[2];
            Allowed.Should().ContainKey(part, "a new part states what it may know ({0})", file);
            string[] known = [.. UsedParts().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).Distinct().Where(p => p != part)];
            known.Should().BeSubsetOf(Allowed[part], file);
        }
    }

    [GeneratedRegex(@"(?:using |[^\w.])Reliability\.(Common|Jobs|Statistics|Storage|Recording|Slos|Alerting|Trends|Experiments|Debt|Incidents|Improvement)\b")]
    private static partial Regex UsedParts();
}
