using System.Reflection;
using Reliability.Storage;

namespace Reliability.Architecture.Tests;

/// <summary>
/// Everything that is stored or leased belongs to a service, and its name is made in one place. The rules read compiled code, so that no
/// way to write it in source evades them.
/// </summary>
public sealed class OwnershipTests
{
    private static readonly Type[] Names =
        [typeof(LeaseId), typeof(StreamId), typeof(CollectionId), typeof(DocumentId), typeof(SeriesId), typeof(ExperimentId)];

    private static readonly Type[] Requests = [typeof(DocumentQuery), typeof(EventQuery), typeof(EventAppend)];

    private static readonly string[] Owners =
    [
        "Reliability.Common.Internal.Owned",
        "Reliability.Common.Internal.DocumentSet`1",
        "Reliability.Common.Internal.AuditStream`1",
    ];

    [Fact]
    public void Names_of_leases_streams_collections_documents_and_series_are_made_in_one_place() =>
        Uses(IsMadeName).Should().BeEmpty("capabilities ask the seams in Common for names");

    [Fact]
    public void Capabilities_reach_documents_and_events_through_the_seams_alone() =>
        Uses(IsRequest).Should().BeEmpty("capabilities use DocumentSet and AuditStream");

    [Theory]
    [InlineData(nameof(Samples.Written), true)]
    [InlineData(nameof(Samples.TargetTyped), true)]
    [InlineData(nameof(Samples.InClosure), true)]
    [InlineData(nameof(Samples.Copied), true)]
    [InlineData(nameof(Samples.Read), false)]
    public void The_rule_sees_a_name_that_is_made_in_any_way(string sample, bool isMade) =>
        Calls.Of(typeof(Samples).GetNestedType(sample)!).Any(IsMadeName).Should().Be(isMade);

    private static IEnumerable<string> Uses(Func<MethodBase, bool> isForbidden) =>
        from library in Repository.Libraries
        where !library.GetName().Name!.StartsWith("Reliability.Storage", StringComparison.Ordinal)
        from type in library.GetTypes()
        where type.DeclaringType is null && !Owners.Contains(type.FullName) && !Names.Contains(type) && !Requests.Contains(type)
            && type.Namespace?.StartsWith("Reliability.Storage", StringComparison.Ordinal) != true
        from called in Calls.Of(type)
        where isForbidden(called)
        select $"{type.FullName} calls {called.DeclaringType!.Name}{called.Name}";

    private static bool IsMadeName(MethodBase called) => Names.Contains(called.DeclaringType) && (called.IsConstructor || IsCopy(called));

    private static bool IsCopy(MethodBase called) => called.Name == "<Clone>$";

    private static bool IsRequest(MethodBase called) =>
        (Requests.Contains(called.DeclaringType) && called.IsConstructor)
        || (called.DeclaringType == typeof(DocumentWrite) && called.Name is nameof(DocumentWrite.Create) or nameof(DocumentWrite.Replace));

    private static class Samples
    {
        public static class Written
        {
            public static LeaseId Make(string service) => new LeaseId(service, "job");
        }

        public static class TargetTyped
        {
            public static int Make(string service) => Length(new(service, "job"));

            private static int Length(StreamId stream) => stream.Name.Length;
        }

        public static class InClosure
        {
            public static IEnumerable<SeriesId> Make(string[] services, string name) =>
                services.Select(service => new SeriesId(service, name));
        }

        public static class Copied
        {
            public static CollectionId Make(CollectionId of) => of with { };
        }

        public static class Read
        {
            public static string Name(LeaseId lease) => lease.Service;
        }
    }
}
