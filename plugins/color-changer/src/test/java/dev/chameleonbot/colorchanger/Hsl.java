package dev.chameleonbot.colorchanger;

import java.util.Arrays;

/** A colour as the requirement speaks of it, worked out from red, green and blue by the definition of chroma. */
record Hsl(double hue, double saturation, double lightness) {
    /** Red, green and blue are rounded to eight bits; so much of saturation and lightness can get lost by it. */
    static final double ROUNDING = 0.02;

    static Hsl of(int rgb) {
        double[] parts = {(rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0};
        double max = Arrays.stream(parts).max().orElseThrow();
        double min = Arrays.stream(parts).min().orElseThrow();
        double chroma = max - min;
        double lightness = (max + min) / 2;
        return new Hsl(hue(parts, max, chroma), chroma / (1 - Math.abs(2 * lightness - 1)), lightness);
    }

    private static double hue(double[] parts, double max, double chroma) {
        double sixth;
        if (parts[0] == max) {
            sixth = (parts[1] - parts[2]) / chroma;
        } else if (parts[1] == max) {
            sixth = (parts[2] - parts[0]) / chroma + 2;
        } else {
            sixth = (parts[0] - parts[1]) / chroma + 4;
        }
        return (sixth * 60 + 360) % 360;
    }
}
