using Reliability.Incidents;

namespace Reliability.Core.Tests.Incidents;

public sealed class IncidentRecurrenceTests
{
    private static readonly DateTimeOffset Now = SomeIncidents.Now;

    [Fact]
    public void The_last_one_of_the_same_cause_within_90_days_came_again_and_the_boundary_belongs_to_them()
    {
        Incident now = SomeIncidents.Of("z", Now);
        Incident atLimit = SomeIncidents.Of("a", Now.AddDays(-90), definition: SomeIncidents.Outage with { CauseClass = "DNS" });
        Incident before = SomeIncidents.Of("b", Now.AddDays(-90).AddTicks(-1));
        Incident other = SomeIncidents.Of("c", Now.AddDays(-1), definition: SomeIncidents.Outage with { CauseClass = "disk" });
        IncidentRecurrence.Find(now, [before, other]).Should().BeNull();
        IncidentRecurrence found = IncidentRecurrence.Find(now, [before, other, atLimit, now])!;
        (found.Of.Id, found.IsExplicit).Should().Be(("a", false));
        IncidentRecurrence.Find(now, [atLimit, SomeIncidents.Of("d", Now.AddDays(-2))])!.Of.Id.Should().Be("d");
        IncidentRecurrence.Find(now, [before], TimeSpan.FromDays(91))!.Of.Id.Should().Be("b");
    }

    [Fact]
    public void An_explicit_link_wins_however_old()
    {
        Incident old = SomeIncidents.Of("old", Now.AddDays(-900), definition: SomeIncidents.Outage with { CauseClass = "disk" });
        Incident near = SomeIncidents.Of("near", Now.AddDays(-1));
        Incident now = SomeIncidents.Of("now", Now, definition: SomeIncidents.Outage with { RecurrenceOf = "old" });
        IncidentRecurrence found = IncidentRecurrence.Find(now, [near, old])!;
        (found.Of.Id, found.IsExplicit).Should().Be(("old", true));
    }

    [Fact]
    public void Duplicates_maintenance_and_incidents_without_a_cause_do_not_recur()
    {
        Incident earlier = SomeIncidents.Of("a", Now.AddDays(-1));
        foreach (IncidentDefinition definition in (IncidentDefinition[])[
            SomeIncidents.Outage with { DuplicateOf = "x" },
            SomeIncidents.Outage with { Kind = IncidentKind.Maintenance },
            SomeIncidents.Outage with { CauseClass = null },
        ])
        {
            IncidentRecurrence.Find(SomeIncidents.Of("b", Now, definition: definition), [earlier]).Should().BeNull();
            IncidentRecurrence.Find(SomeIncidents.Of("b", Now), [earlier with { Definition = definition }]).Should().BeNull();
        }
    }
}
