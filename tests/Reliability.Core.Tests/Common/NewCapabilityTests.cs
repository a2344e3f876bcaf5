using Reliability.Common.Internal;
using Reliability.Core.Tests.Jobs;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Common;

/// <summary>What a new capability needs: a record, and the seams. No store grows.</summary>
public sealed class NewCapabilityTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task A_new_capability_stores_audits_and_works_in_twenty_lines()
    {
        var mottos = new DocumentSet<Motto>(_fleet.Store.Documents, "shop");
        var history = new AuditStream<Motto>(_fleet.Store.Events, "shop");
        var subject = new JobSubject { Service = "shop", Kind = "motto", Name = "team" };
        foreach (JobCoordinator process in (JobCoordinator[])[_fleet.Start(), _fleet.Start()])
        {
            process.Declare(subject, "mottos", Fleet.Interval);
            foreach (JobClaim claim in await process.ClaimAsync([subject]))
            {
                var motto = new Motto { Text = $"by {process.Options.ProcessId}" };
                await mottos.PutAsync(mottos.Write(claim.Subject.Name, await mottos.GetAsync(claim.Subject.Name, default), motto), default);
                await history.AppendAsync($"{claim.Token}", "changed", _fleet.Time.GetUtcNow(), motto, default);
                await process.RecordAsync("mottos", [new JobOutcome { Subject = claim.Subject }]);
            }
        }

        (await mottos.GetAsync("team", default))!.Require().Text.Should().Be("by process-1", "one process does it");
        (await history.ReadAllAsync(0, default)).Should().ContainSingle().Which.Record!.Text.Should().Be("by process-1");
        (await new DocumentSet<Motto>(_fleet.Store.Documents, "partners").ListAsync(default)).Should().BeEmpty("it is another service");
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_beside_what_can()
    {
        var mottos = new DocumentSet<Motto>(_fleet.Store.Documents, "shop");
        await mottos.PutAsync(mottos.Write("good", seen: null, new Motto { Text = "measure first" }), default);
        await _fleet.Store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "mottos", "later"), """{"V":2}"""), default);
        await _fleet.Store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "mottos", "torn"), "[]"), default);

        IReadOnlyList<Stored<Motto>> all = await mottos.ListAsync(default);
        all.Select(one => (one.Id.Id, one.Value?.Text)).Should().Equal(("good", "measure first"), ("later", null), ("torn", null));
        all[1].Fault.Should().Contain("shop/mottos/later");
        (await mottos.GetAsync(["torn", "none", "good"], default))
            .Select(one => one?.Value?.Text)
            .Should()
            .Equal(null, null, "measure first");
        await FluentActions.Awaiting(async () => await mottos.GetAsync("torn", default))
            .Should()
            .ThrowAsync<StoreException>()
            .WithMessage("*shop/mottos/torn*");
    }

    [Fact]
    public async Task An_entry_of_an_unknown_type_survives_and_an_id_names_one_entry()
    {
        var history = new AuditStream<Motto>(_fleet.Store.Events, "shop");
        DateTimeOffset now = _fleet.Time.GetUtcNow();
        AuditEntry<Motto> first = await history.AppendAsync("a", "changed", now, new Motto { Text = "one" }, default);
        (await history.AppendAsync("a", "changed", now.AddDays(1), new Motto { Text = "two" }, default)).Should().Be(first);
        await _fleet.Store.Events.AppendAsync(
            new EventAppend(new StreamId("shop", "mottos"), [new NewEvent("sung", now, """{"notes":3}""")]),
            default);

        (await history.ReadAllAsync(0, default))
            .Select(one => (one.Position, one.Type, one.Record?.Text))
            .Should()
            .Equal((1, "changed", "one"), (2, "sung", null));
        (await history.ReadLastAsync(1, default)).Should().ContainSingle().Which.Type.Should().Be("sung");
    }
}
