using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class AuditedReleaseGateTests : IDisposable
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 10);
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop", Alerts = [] };
    private readonly InMemorySeriesStore _series = new();
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task An_override_turns_a_block_into_an_allow_until_it_expires_and_hides_no_reason()
    {
        AuditedReleaseGate gate = Blocked();
        (await gate.DecideAsync("shop")).Should().BeEquivalentTo(new { Verdict = GateVerdict.Block, Override = (GateAuditEntry?)null });

        GateAuditEntry entry = await gate.OverrideAsync(Request());
        entry.Should()
            .BeEquivalentTo(
                new
                {
                    Position = 1L,
                    Kind = GateAuditKind.Override,
                    Service = "shop",
                    By = "ada",
                    Reason = "hotfix of the leak",
                    RecordedAt = Now,
                    ExpiresAt = Now.AddHours(2)
                });

        GateDecision decision = await gate.DecideAsync("shop");
        (decision.Verdict, decision.Override).Should().Be((GateVerdict.Allow, entry));
        decision.Reasons.Should().Contain(r => r.Code == GateReasonCodes.BudgetExhausted && r.Verdict == GateVerdict.Block);

        _time.SetUtcNow(Now.AddHours(2));
        (await gate.DecideAsync("shop")).Should()
            .BeEquivalentTo(new { Verdict = GateVerdict.Block, Override = (GateAuditEntry?)null }, "at its expiry it is over");
        (await gate.GetOverridesAsync("shop")).Should().BeEmpty();
        (await gate.GetHistoryAsync("shop")).Should().Equal(entry);
    }

    [Fact]
    public async Task Another_process_replays_the_override_from_the_log()
    {
        await Blocked().OverrideAsync(Request());
        (await Blocked().DecideAsync("shop")).Override!.By.Should().Be("ada");
    }

    [Fact]
    public async Task A_revoked_override_holds_no_longer_and_both_stay_in_the_history()
    {
        AuditedReleaseGate gate = Blocked();
        GateAuditEntry entry = await gate.OverrideAsync(Request());
        GateAuditEntry revoked = await gate.RevokeAsync(Revocation(entry.Id, "bob"));
        GateAuditEntry again = await gate.RevokeAsync(Revocation(entry.Id, "eve"));

        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Block);
        again.Should().Be(revoked, "an override is revoked once, by bob");
        (await gate.GetHistoryAsync("shop")).Should().Equal(entry, revoked);
        (revoked.Kind, revoked.Id, revoked.By, revoked.ExpiresAt).Should().Be((GateAuditKind.Revocation, entry.Id, "bob", null));
    }

    [Fact]
    public async Task The_override_that_lasts_longest_answers()
    {
        AuditedReleaseGate gate = Blocked();
        await gate.OverrideAsync(Request() with { Id = "short", ExpiresAt = Now.AddMinutes(5) });
        await gate.OverrideAsync(Request() with { Id = "long", ExpiresAt = Now.AddHours(5) });
        (await gate.DecideAsync("shop")).Override!.Id.Should().Be("long");
        await gate.RevokeAsync(Revocation("long", "ada"));
        (await gate.GetOverridesAsync("shop")).Select(e => e.Id).Should().Equal("short");
    }

    [Fact]
    public async Task A_service_that_is_not_blocked_needs_no_override()
    {
        AuditedReleaseGate gate = Blocked();
        _time.Advance(TimeSpan.FromDays(40));
        await gate.OverrideAsync(Request() with { ExpiresAt = _time.GetUtcNow().AddHours(1) });
        (await gate.DecideAsync("shop")).Should()
            .BeEquivalentTo(new { Verdict = GateVerdict.Warn, Override = (GateAuditEntry?)null }, "the errors have left the window");
    }

    [Fact]
    public async Task Sending_the_same_override_again_records_it_once_and_another_of_its_id_is_rejected()
    {
        AuditedReleaseGate gate = Blocked();
        GateOverride request = Request();
        GateAuditEntry first = await gate.OverrideAsync(request);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await gate.OverrideAsync(request)).Should().Be(first);
        (await gate.GetHistoryAsync("shop")).Should().ContainSingle();
        await FluentActions.Awaiting(() => gate.OverrideAsync(request with { Reason = "something else" }).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage(
                $"Override '{request.Id}' of service 'shop' was made before with another content, by ada*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((7 * 24 * 60 * 60) + 1)]
    public async Task An_override_expires_in_the_future_and_within_seven_days(int seconds)
    {
        AuditedReleaseGate gate = Blocked();
        await FluentActions.Awaiting(() => gate.OverrideAsync(Request() with { ExpiresAt = Now.AddSeconds(seconds) }).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage(
                "* is not valid. An override expires after now (2026-03-12 00:00:00Z) and at most 7d later.*");
        (await gate.GetHistoryAsync("shop")).Should().BeEmpty("a rejected override leaves nothing behind");
        await FluentActions.Awaiting(() => gate.OverrideAsync(Request() with { ExpiresAt = Now + GateOverride.MaxDuration }).AsTask())
            .Should()
            .NotThrowAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ada\r\nSet-Cookie: x")]
    [InlineData("ada\u2028bob")]
    public void Who_and_why_are_words_on_one_line(string text)
    {
        FluentActions.Invoking(() => Request() with { By = text }).Should().Throw<ArgumentException>().WithMessage("By *");
        FluentActions.Invoking(() => Request() with { Reason = text }).Should().Throw<ArgumentException>().WithMessage("Reason *");
        FluentActions.Invoking(() => Request() with { Id = text }).Should().Throw<ArgumentException>().WithMessage("Id *");
        FluentActions.Invoking(() => Revocation(text, "ada")).Should().Throw<ArgumentException>().WithMessage("OverrideId *");
    }

    [Fact]
    public void Who_and_why_have_a_longest_length()
    {
        FluentActions.Invoking(() => Request() with { By = new string('a', 201) })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("By has 1 to 200 characters, not all white space; this has 201.*");
        FluentActions.Invoking(() => Request() with { Reason = new string('a', 1001) })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Reason has 1 to 1000*");
        FluentActions.Invoking(() => Request() with { Id = new string('a', 101) })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Id has 1 to 100*");
        FluentActions.Invoking(() => Request() with { By = "a\ud800" })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*half a surrogate pair at index 1*");
        (Request() with { By = new string('\uFFFD', 200) }).By.Should().HaveLength(200);
    }

    [Fact]
    public async Task A_service_that_nobody_declared_neither_opens_the_gate_nor_takes_an_override()
    {
        AuditedReleaseGate gate = Blocked();
        const string Unknown = "No objective belongs to a service named 'shpo'. Services are: 'shop'.";
        await FluentActions.Awaiting(() => gate.DecideAsync("shpo").AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage(Unknown);
        await FluentActions.Awaiting(() => gate.OverrideAsync(Request() with { Service = "shpo" }).AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage(Unknown);
        await FluentActions.Awaiting(() => gate.RevokeAsync(Revocation("x", "ada") with { Service = "shpo" }).AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage(Unknown);
        await FluentActions.Awaiting(() => gate.GetOverridesAsync("shpo").AsTask()).Should().ThrowAsync<KeyNotFoundException>();
        await FluentActions.Awaiting(() => gate.RevokeAsync(Revocation("x", "ada")).AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()
            .WithMessage("Service 'shop' has no override 'x'.");
    }

    [Fact]
    public async Task Markup_in_a_reason_and_names_of_full_length_come_back_as_they_were()
    {
        string service = new('s', SeriesId.MaxNameBytes);
        var gate = new AuditedReleaseGate(
            new ErrorBudgets(_series, [Slo with { Service = service }], _time),
            _store.Events,
            timeProvider: _time);
        const string Hostile = "<script>alert('1')</script> \"; DROP TABLE x --";
        await gate.OverrideAsync(Request() with { Service = service, Reason = Hostile });
        (await gate.GetHistoryAsync(service)).Should().ContainSingle().Which.Reason.Should().Be(Hostile);
    }

    [Fact]
    public async Task An_entry_of_a_later_version_is_shown_and_no_override_before_it_opens_the_gate()
    {
        AuditedReleaseGate gate = Blocked();
        await gate.OverrideAsync(Request());
        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Allow);
        await _store.Events.AppendAsync(
            new EventAppend(new StreamId("shop", "gate"), [new NewEvent("unheard", Now, """{"x":1}""")]),
            default);

        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Block, "it may say that the override is over");
        (await gate.GetHistoryAsync("shop"))[^1].Should().BeEquivalentTo(new { Kind = GateAuditKind.Unknown, Position = 2L });
        (await gate.GetHistoryAsync("shop"))[^1].Reason.Should().Contain("'unheard'");
        await gate.OverrideAsync(Request() with { Id = "again" });
        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Allow);
    }

    [Theory]
    [InlineData("override", """{"v":2,"id":"a","by":"b","reason":"c"}""", "*has format 2, but this version reads formats up to 1*")]
    [InlineData("override", """{"id":"a"}""", "*cannot be read*")]
    [InlineData("override", "null", "*cannot be read*")]
    public async Task A_history_that_cannot_be_read_does_not_open_the_gate(string type, string json, string message)
    {
        AuditedReleaseGate gate = Blocked();
        await gate.OverrideAsync(Request());
        await _store.Events.AppendAsync(new EventAppend(new StreamId("shop", "gate"), [new NewEvent(type, Now, json)]), default);
        await FluentActions.Awaiting(() => gate.DecideAsync("shop").AsTask()).Should().ThrowAsync<StoreException>().WithMessage(message);
    }

    public void Dispose() => _store.Dispose();

    private static GateOverride Request() =>
        new() { Service = "shop", By = "ada", Reason = "hotfix of the leak", ExpiresAt = Now.AddHours(2) };

    private static GateRevocation Revocation(
        string id,
        string by) => new() { Service = "shop", OverrideId = id, By = by, Reason = "not needed any more" };

    private AuditedReleaseGate Blocked()
    {
        _series.Put(Slo, Bucket.At(Now.AddHours(-1), 1000, 500));
        return new AuditedReleaseGate(new ErrorBudgets(_series, [Slo], _time), _store.Events, timeProvider: _time);
    }
}
