using BenchmarkDotNet.Running;
using Reliability.Benchmarks;
using Reliability.Benchmarks.Alerting;
using Reliability.Benchmarks.Guard;
using Reliability.Benchmarks.Storage.Growth;
using Reliability.Benchmarks.Storage.Reading;
using Reliability.Benchmarks.Storage.Sizing;

switch (args)
{
    case ["check", ReadingCommand.Name]:
        return await ReadingCommand.RunAsync() ? 0 : 1;
    case ["check"]:
        return Checks.Run([]) + (await ReadingCommand.RunAsync() ? 0 : 1) == 0 ? 0 : 1;
    case ["check", .. var names]:
        return Checks.Run(names);
    case ["evaluation"]:
        await EvaluationCommand.RunAsync();
        return 0;
    case ["growth"]:
        await GrowthCommand.RunAsync();
        return 0;
    case ["sizing"]:
        await SizingCommand.RunAsync();
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
        return 0;
}
