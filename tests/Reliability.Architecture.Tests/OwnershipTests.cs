using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>Everything that is stored or leased belongs to a service, and its name is made in one place.</summary>
public sealed partial class OwnershipTests
{
    private static readonly string[] Owners =
    [
        "src/Reliability.Core/Common/Internal/Owned.cs",
        "src/Reliability.Core/Common/Internal/DocumentSet.cs",
        "src/Reliability.Core/Common/Internal/AuditStream.cs",
    ];

    private static readonly string[] Capabilities =
    [
        "src/Reliability.Core",
        "src/Reliability.Extensions.DependencyInjection",
        "src/Reliability.AspNetCore",
        "src/Reliability.Recurrence",
    ];

    [Fact]
    public void Names_of_leases_streams_collections_documents_and_series_are_made_in_one_place()
    {
        foreach (string file in Capabilities.SelectMany(Repository.Sources).Where(IsCapability))
        {
            Made().Matches(Repository.Read(file))
                .Select(match => match.Value)
                .Should()
                .BeEmpty("{0} asks the seams in Common for names", file);
        }
    }

    [Fact]
    public void Capabilities_reach_documents_and_events_through_the_seams_alone()
    {
        foreach (string file in Capabilities.SelectMany(Repository.Sources).Where(IsCapability))
        {
            Queries().Matches(Repository.Read(file))
                .Select(match => match.Value)
                .Should()
                .BeEmpty("{0} uses DocumentSet and AuditStream", file);
        }
    }

    [Theory]
    [InlineData("var lease = new LeaseId(service, job);", true)]
    [InlineData("StreamId stream = new(service, name);", true)]
    [InlineData("private CollectionId _all => new(a, b);", true)]
    [InlineData("LeaseId lease = Owned.Lease(service, kind, name);", false)]
    public void The_rule_sees_what_it_is_to_see(string source, bool isMade) => Made().IsMatch(source).Should().Be(isMade);

    private static bool IsCapability(string file) =>
        !file.StartsWith("src/Reliability.Core/Storage/", StringComparison.Ordinal) && !Owners.Contains(file);

    [GeneratedRegex(@"\bnew (?:LeaseId|StreamId|CollectionId|DocumentId|SeriesId)\(|\b(?:LeaseId|StreamId|CollectionId|DocumentId|SeriesId)\?? \w+ (?:=|=>) new\(")]
    private static partial Regex Made();

    [GeneratedRegex(@"\bnew (?:DocumentQuery|EventQuery|EventAppend)\(|\bDocumentWrite\.(?:Create|Replace)\(")]
    private static partial Regex Queries();
}
