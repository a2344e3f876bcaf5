using Reliability.Common;
using Reliability.Debt;

namespace Reliability.SharedStore.Tests;

/// <summary>Technical debt that several processes change at once, on every store.</summary>
public sealed class DebtTests
{
    private const int Processes = 6;

    private static readonly DebtDefinition Index = new()
    {
        Title = "No index on orders",
        Impact = Level.High,
        Effort = Level.Low,
    };

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_concurrent_edits_of_one_version_one_is_stored_and_the_others_see_both_versions(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        DebtRegister[] registers = await OpenAsync(shared);
        DebtItem item = await registers[0].RegisterAsync(Index, Request("go"));
        for (int round = 0; round < 5; round++)
        {
            DebtItem seen = item;
            DebtUpdate[] updates = await Task.WhenAll(registers.Select((register, i) => register.EditAsync(
                seen, Index with { Title = $"Round {round} by {i}" }, Request($"{round}-{i}")).AsTask()));
            DebtUpdate stored = updates.Should().ContainSingle(update => update.IsStored).Subject;
            updates.Where(update => !update.IsStored).Should().HaveCount(Processes - 1).And.OnlyContain(update =>
                update.Outcome == DebtOutcome.Conflict
                && update.Current.ETag == stored.Current.ETag
                && update.Proposed!.Definition.Title != update.Current.Definition.Title);
            item = stored.Current;
        }

        DebtItem read = (await registers[^1].GetAsync(item.Id))!;
        read.Should().BeEquivalentTo(item);
        read.History.Should().HaveCount(6).And.OnlyHaveUniqueItems(change => change.Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_request_and_the_same_import_from_many_processes_add_each_item_once(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        DebtRegister[] registers = await OpenAsync(shared);
        DebtItem[] registered = await Task.WhenAll(
            registers.Select(register => register.RegisterAsync(Index, Request("go")).AsTask()));
        registered.Select(one => (one.Id, one.ETag)).Distinct().Should().ContainSingle();

        var batch = new DebtImportBatch
        {
            Items = [.. Enumerable.Range(0, 50).Select(i => new DebtImportItem { SourceId = $"issue {i}", Definition = Index })],
            Rejected = [],
        };
        DebtImportReport[] reports = await Task.WhenAll(
            registers.Select((register, i) => register.ImportAsync(batch, Request($"import {i}")).AsTask()));
        reports.Sum(report => report.AddedCount).Should().Be(50);
        reports.Should().OnlyContain(report => report.AddedCount + report.PresentCount == 50);
        DebtPage page = await registers[0].ListAsync(new DebtQuery { MaxCount = 20 });
        (page.TotalCount, page.Items.Count).Should().Be((51, 20));
        (await registers[1].GetReportAsync()).TotalCount.Should().Be(51);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_concurrent_resolutions_one_is_stored_and_a_later_one_says_so(string kind)
    {
        await using SharedStore shared = await SharedStore.NewAsync(kind);
        DebtRegister[] registers = await OpenAsync(shared);
        DebtItem item = await registers[0].RegisterAsync(Index, Request("go"));
        DebtUpdate[] updates = await Task.WhenAll(registers.Select((register, i) =>
            register.ResolveAsync(item, new() { By = $"person {i}", Reason = "done" }).AsTask()));
        DebtItem resolved = updates.Should().ContainSingle(update => update.IsStored).Subject.Current;
        updates.Where(update => !update.IsStored).Should().OnlyContain(update => update.Current.ResolvedBy == resolved.ResolvedBy);
        DebtUpdate again = await registers[1].ResolveAsync(resolved, new() { By = "ada", Reason = "done" });
        again.Rejection.Should().EndWith($"by {resolved.ResolvedBy}.");
    }

    private static ChangeRequest Request(string id) => new() { By = "ada", Reason = "seen", Id = id };

    private static async Task<DebtRegister[]> OpenAsync(SharedStore shared)
    {
        var registers = new DebtRegister[Processes];
        for (int i = 0; i < registers.Length; i++)
        {
            registers[i] = new DebtRegister((await shared.OpenAsync()).Documents, "shop");
        }

        return registers;
    }
}
