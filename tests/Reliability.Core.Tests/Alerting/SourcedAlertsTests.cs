using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

public sealed class SourcedAlertsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store;
    private readonly IAlertSource _source = Substitute.For<IAlertSource>();

    public SourcedAlertsTests()
    {
        _store = new InMemoryStore(_clock);
        _source.Name.Returns("things");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_cannot_be_read_of_one_subject_keeps_no_other_back()
    {
        _source.JudgeAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            IReadOnlyList<AlertSourceState> subjects = call.ArgAt<IReadOnlyList<AlertSourceState>>(0);
            return subjects.Any(one => one.Subject.Name == "bad")
                ? throw new StoreException("The state of 'bad' has format 9.", isTransient: false)
                : ValueTask.FromResult<IReadOnlyList<AlertSourceDecision?>>([.. subjects.Select(_ => Decided("judged"))]);
        });
        var alerts = new SourcedAlerts(_source, _store.Documents, _store.Events, [], _clock);
        JobClaim[] claims = [Claim("good"), Claim("bad"), Claim("fine")];
        AlertRound round = await alerts.RunAsync(claims);
        round.Outcomes.Select(one => one.Fault?.Message).Should().Equal(null, "The state of 'bad' has format 9.", null);
        IReadOnlyList<AlertSourceState> stored = await alerts.ReadAsync([.. claims.Select(claim => claim.Subject)]);
        stored.Select(one => one.State).Should().Equal("judged", null, "judged");
    }

    [Fact]
    public async Task While_the_store_is_away_subjects_are_not_asked_for_one_by_one()
    {
        _source.JudgeAsync(default!, default).ReturnsForAnyArgs<ValueTask<IReadOnlyList<AlertSourceDecision?>>>(
            _ => throw new StoreException("The store is away.", isTransient: true));
        var alerts = new SourcedAlerts(_source, _store.Documents, _store.Events, [], _clock);
        AlertRound round = await alerts.RunAsync([Claim("good"), Claim("fine")]);
        round.Outcomes.Should().OnlyContain(one => one.Fault is StoreException);
        await _source.ReceivedWithAnyArgs(1).JudgeAsync(default!, default);
    }

    private static AlertSourceDecision Decided(string state) => new() { State = state, Alerts = [], Transitions = [] };

    private static JobClaim Claim(string name) => new()
    {
        Subject = new JobSubject { Kind = "thing", Service = "shop", Name = name },
        Token = new FencingToken(1, 1),
        ClaimedAt = DateTimeOffset.UnixEpoch,
        Lost = CancellationToken.None,
    };
}
