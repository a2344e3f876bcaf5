using BenchmarkDotNet.Running;
using Reliability.Benchmarks;
using Reliability.Benchmarks.Guard;

switch (args)
{
    case ["check", .. var names]:
        return Checks.Run(names);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
        return 0;
}
