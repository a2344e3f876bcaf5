using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>
/// Doubles of the seams of this library are substitutes or the shipped <c>ChaosStore</c>, because a class that a test writes by hand must
/// follow every change of an interface.
/// </summary>
public sealed partial class DoubleTests
{
    /// <summary>The classes of tests that implement a public interface by hand, each with the reason why no substitute can.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["tests/Guarantees.Service/DeliveryNotifier.cs"] = "runs in a process of its own, which ships no library for tests",
        ["tests/Guarantees.Service/ForwardedDocuments.cs"] = "runs in a process of its own, which ships no library for tests",
        ["tests/Guarantees.Service/TrappedEvents.cs"] = "runs in a process of its own, which ships no library for tests",
        ["tests/Reliability.Core.Tests/Alerting/Phone.cs"] = "counts a call when it has succeeded; a substitute counts it when it arrives",
        ["tests/Reliability.Core.Tests/Slos/EachReleaseGateTests.cs"] = "runs the default method, which a substitute replaces",
        ["tests/Reliability.Core.Tests/Storage/SuitesThatFailTests.cs"] = "the suite creates each defective store by its type",
        ["tests/Slow/Reliability.Guarantees.Tests/BatchLedger.cs"] =
            "the oracle: a ledger of what was sent, with states that tests wait for",
        ["tests/Reliability.SharedStore.Tests/Model/ModelBudgets.cs"] = "a part of the model, with a state that its steps change",
        ["tests/Reliability.SharedStore.Tests/Model/ModelLeases.cs"] = "a part of the model, with a state that its steps change",
        ["tests/Reliability.SharedStore.Tests/Model/WatchedDocuments.cs"] = "the oracle of the model, which judges every write",
        ["tests/Reliability.SharedStore.Tests/RecordingNotifier.cs"] =
            "counts a call when it has succeeded; a substitute counts it when it arrives",
    };

    [Fact]
    public void Only_listed_classes_of_tests_implement_a_public_interface_by_hand()
    {
        string[] seams =
        [
            .. Repository.Libraries.SelectMany(library => library.GetExportedTypes())
                .Where(type => type.IsInterface)
                .Select(type => type.Name),
        ];
        seams.Should().Contain(["ISeriesStore", "IAlertNotifier", "IErrorBudgets"]);
        Repository.Sources("tests")
            .Where(file => Bases().Matches(Repository.Read(file)).Any(match => Interfaces().Matches(match.Groups["bases"].Value)
                .Any(name => seams.Contains(name.Value))))
            .Should().BeEquivalentTo(Allowed.Keys, "another double is a substitute, or is listed with a reason");
    }

    /// <summary>The bases of a class, without what its type parameters are constrained to.</summary>
    [GeneratedRegex(@"\b(?:class|record|struct) \w+(?:<[^>]*>)?\s*(?:\([^{;]*?\))?\s*:\s*(?<bases>(?:(?!\bwhere\b)[^{;])*)[{;]")]
    private static partial Regex Bases();

    [GeneratedRegex(@"(?<![\w<])I[A-Z]\w*")]
    private static partial Regex Interfaces();
}
