using BenchmarkDotNet.Running;
using Reliability.Benchmarks;
using Reliability.Benchmarks.Alerting;
using Reliability.Benchmarks.Dashboard;
using Reliability.Benchmarks.Debt;
using Reliability.Benchmarks.Incidents;
using Reliability.Benchmarks.Guard;
using Reliability.Benchmarks.Storage.Growth;
using Reliability.Benchmarks.Storage.Reading;
using Reliability.Benchmarks.Storage.Series;
using Reliability.Benchmarks.Storage.Sizing;
using Reliability.Benchmarks.Trends;

switch (args)
{
    case ["check", ReadingCommand.Name]:
        return await ReadingCommand.RunAsync() ? 0 : 1;
    case ["check", ReadingCommand.Name, var store]:
        return await ReadingCommand.RunAsync(store);
    case ["check", SeriesCommand.Name]:
        return await SeriesCommand.RunAsync() ? 0 : 1;
    case ["check", DashboardCommand.Name]:
        return await DashboardCommand.RunAsync() ? 0 : 1;
    case ["check", PaintCommand.Name]:
        return await PaintCommand.RunAsync() ? 0 : 1;
    case ["check", ShiftsCommand.Name]:
        return ShiftsCommand.Run() ? 0 : 1;
    case ["check", IncidentsCommand.Name]:
        return await IncidentsCommand.RunAsync() ? 0 : 1;
    case ["check", DebtCommand.Name]:
        return await DebtCommand.RunAsync() ? 0 : 1;
    case ["check"]:
        bool[] isMet =
        [
            Checks.Run([]) == 0, await ReadingCommand.RunAsync(), await SeriesCommand.RunAsync(), ShiftsCommand.Run(),
            await DashboardCommand.RunAsync(), await PaintCommand.RunAsync(), await DebtCommand.RunAsync(),
            await IncidentsCommand.RunAsync(),
        ];
        return isMet.All(one => one) ? 0 : 1;
    case ["check", .. var names]:
        return Checks.Run(names);
    case ["evaluation"]:
        await EvaluationCommand.RunAsync();
        return 0;
    case ["growth"]:
        await GrowthCommand.RunAsync();
        return 0;
    case ["sizing"]:
        return await SizingCommand.RunAsync() ? 0 : 1;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
        return 0;
}
