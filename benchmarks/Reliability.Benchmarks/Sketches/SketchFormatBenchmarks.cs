using System.Buffers;
using BenchmarkDotNet.Attributes;
using Reliability.Benchmarks.Recording;
using Reliability.Core.Tests.Statistics;
using Reliability.Sketches;

namespace Reliability.Benchmarks.Sketches;

/// <summary>Format 2 of a sketch next to format 1: to write it, and to add its bytes to a sketch that covers their range.</summary>
public abstract class SketchFormatBenchmarks
{
    private readonly ArrayBufferWriter<byte> _writer = new(4096);
    private readonly QuantileSketch _sketch = new();
    private readonly QuantileSketch _target = new();
    private readonly PlainSketchFormat _format1;
    private readonly byte[] _plain;
    private readonly byte[] _compact;

    protected SketchFormatBenchmarks(int events)
    {
        foreach (TimeSpan duration in Workload.Durations(events))
        {
            _sketch.Add(duration.TotalSeconds);
        }

        _target.Merge(_sketch);
        _format1 = new PlainSketchFormat(_sketch);
        _plain = _format1.ToBytes();
        _sketch.WriteCompact(_writer);
        _compact = _writer.WrittenSpan.ToArray();
        if (!QuantileSketch.FromBytes(_plain).ToBytes().AsSpan().SequenceEqual(_compact))
        {
            throw new InvalidOperationException("The formats do not hold the same sketch.");
        }
    }

    [BenchmarkCategory("encode")]
    [Benchmark(Description = "Format 1, as earlier releases wrote it", Baseline = true)]
    public byte[] Encode1() => _format1.ToBytes();

    [BenchmarkCategory("encode")]
    [Benchmark(Description = "Format 2: WriteCompact")]
    public int Encode2()
    {
        _writer.ResetWrittenCount();
        _sketch.WriteCompact(_writer);
        return _writer.WrittenCount;
    }

    [BenchmarkCategory("decode and add")]
    [Benchmark(Description = "Format 1: FromBytes, Merge", Baseline = true)]
    public void Decode1() => _target.Merge(QuantileSketch.FromBytes(_plain));

    [BenchmarkCategory("decode and add")]
    [Benchmark(Description = "Format 2: MergeBytes")]
    public void Decode2() => _target.MergeBytes(_compact);
}
