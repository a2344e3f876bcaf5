using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The technical debt of the service of the setup, which objects to releases only if the options ask for it.</summary>
internal sealed class DebtModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.Add<ILinkTargets>(setup => new ObjectiveTargets(setup.Get<IErrorBudgets>()));
        services.AddShared<IDebtRegister>(setup => new DebtRegister(
            setup.Get<IDocumentStore>(),
            setup.Setup.Service,
            setup.Find<IDebtScorer>() ?? setup.Services.GetService<IDebtScorer>() ?? DebtScorers.Of(setup.Options.Debt.Scorer),
            [.. setup.All<IBudgetCost>(), .. setup.Services.GetServices<IBudgetCost>()],
            setup.TimeProvider,
            setup.Setup.Recorder.DayZone,
            [.. setup.All<ILinkTargets>(), .. setup.Services.GetServices<ILinkTargets>()]));
        services.Add<IReleaseCheck>(setup => new DebtReleaseCheck(setup.Get<IDebtRegister>(), new DebtGatePolicy
        {
            OnExpiredAcceptance = setup.Options.Debt.OnExpiredAcceptance,
            OnOverdue = setup.Options.Debt.OnOverdue,
            OverdueBand = setup.Options.Debt.OverdueBand,
        }));
    }

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.Debt);
        DebtOptions debt = problems.Options.Debt;
        problems.Word(debt.Scorer, [DebtScorerKind.Unknown], Group, nameof(debt.Scorer));
        problems.Word(debt.OnExpiredAcceptance, [GateVerdict.Unknown], Group, nameof(debt.OnExpiredAcceptance));
        problems.Word(debt.OnOverdue, [GateVerdict.Unknown], Group, nameof(debt.OnOverdue));
        problems.Word(debt.OverdueBand, [DebtBand.Unknown], Group, nameof(debt.OverdueBand));
    }
}
