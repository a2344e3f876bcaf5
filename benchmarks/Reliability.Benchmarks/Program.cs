using BenchmarkDotNet.Running;
using Reliability.Benchmarks;
using Reliability.Benchmarks.Guard;

if (args is ["check"])
{
    return RecordingGuard.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
return 0;
