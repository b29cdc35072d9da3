'use strict';
(() => {
  const STOPS = [[43,16,85],[48,55,127],[42,91,140],[33,125,140],[42,157,128],[90,186,98],[163,208,63],[242,225,48]];

  const color = (share, light) => {
    const place = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1);
    const at = Math.min(Math.floor(place), STOPS.length - 2);
    const mix = STOPS[at].map((v, i) => Math.round((v + (place - at) * (STOPS[at + 1][i] - v)) * light));
    return `rgb(${mix})`;
  };

  const heightAt = (h, x, y) => {
    const u = Math.min(Math.max(x, 0), 1) * (h[0].length - 1);
    const v = Math.min(Math.max(y, 0), 1) * (h.length - 1);
    const i = Math.min(Math.floor(u), h[0].length - 2);
    const j = Math.min(Math.floor(v), h.length - 2);
    const a = h[j][i] * (1 - u + i) + h[j][i + 1] * (u - i);
    const b = h[j + 1][i] * (1 - u + i) + h[j + 1][i + 1] * (u - i);
    return a * (1 - v + j) + b * (v - j);
  };

  const setUp = (canvas) => {
    const data = JSON.parse(canvas.dataset.surface);
    const h = data.h;
    const context = canvas.getContext('2d');
    const width = canvas.width;
    const height = canvas.height;
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    canvas.style.width = width + 'px';
    const button = canvas.parentElement.querySelector('button');
    let yaw = 0.7;
    let pitch = 0.75;
    let turning = 0;

    const ink = (name) => getComputedStyle(canvas).getPropertyValue(name).trim();

    const project = (x, y, z) => {
      const a = (x - 0.5) * Math.cos(yaw) - (y - 0.5) * Math.sin(yaw);
      const b = (x - 0.5) * Math.sin(yaw) + (y - 0.5) * Math.cos(yaw);
      const up = (z - 0.5) * 0.7;
      const depth = b * Math.cos(pitch) - up * Math.sin(pitch);
      const far = 1 / (1 + 0.22 * depth);
      return [width * (0.5 + 0.6 * a * far), height * (0.47 - (up * Math.cos(pitch) + b * Math.sin(pitch)) * 0.58 * far), depth];
    };

    const star = (x, y, radius) => {
      context.beginPath();
      for (let i = 0; i < 10; i++) {
        const r = i % 2 ? radius * 0.42 : radius;
        context.lineTo(x + r * Math.sin(i * Math.PI / 5), y - r * Math.cos(i * Math.PI / 5));
      }
      context.closePath();
      context.fill();
      context.stroke();
    };

    const draw = () => {
      context.setTransform(sharp, 0, 0, sharp, 0, 0);
      context.clearRect(0, 0, width, height);
      const rows = h.length;
      const columns = h[0].length;
      const points = h.map((row, j) => row.map((z, i) => z === null ? null : project(i / (columns - 1), j / (rows - 1), z)));
      const cells = [];
      for (let j = 0; j + 1 < rows; j++) {
        for (let i = 0; i + 1 < columns; i++) {
          const corners = [points[j][i], points[j][i + 1], points[j + 1][i + 1], points[j + 1][i]];
          if (corners.every((p) => p)) {
            const slope = (h[j][i + 1] - h[j][i]) * (columns - 1) * 0.12 - (h[j + 1][i] - h[j][i]) * (rows - 1) * 0.08;
            const light = Math.min(1.15, Math.max(0.72, 1 - slope));
            cells.push([corners, (h[j][i] + h[j][i + 1] + h[j + 1][i] + h[j + 1][i + 1]) / 4, light,
              corners.reduce((sum, p) => sum + p[2], 0)]);
          }
        }
      }
      cells.sort((p, q) => q[3] - p[3]);
      for (const [corners, z, light] of cells) {
        context.beginPath();
        corners.forEach((p) => context.lineTo(p[0], p[1]));
        context.closePath();
        context.fillStyle = color(z, light);
        context.strokeStyle = color(z, light * 0.88);
        context.lineWidth = 0.6;
        context.fill();
        context.stroke();
      }
      const lifted = ([x, y]) => project(x, y, heightAt(h, x, y) + 0.02);
      data.t.forEach((trail, n) => {
        const way = trail.map(lifted);
        for (const [style, line] of [['#fff', 4], [n ? '#ffc857' : '#ff5a36', 2]]) {
          context.beginPath();
          way.forEach((p) => context.lineTo(p[0], p[1]));
          context.strokeStyle = style;
          context.lineWidth = line;
          context.stroke();
        }
        context.fillStyle = n ? '#ffc857' : '#ff5a36';
        context.strokeStyle = '#fff';
        context.lineWidth = 1.5;
        star(way[0][0], way[0][1], 11);
      });
      const center = lifted(data.c);
      context.beginPath();
      context.arc(center[0], center[1], 5, 0, 7);
      context.fillStyle = '#b83a1d';
      context.strokeStyle = '#fff';
      context.lineWidth = 2;
      context.fill();
      context.stroke();
      context.fillStyle = ink('--faint');
      context.font = '12px system-ui, sans-serif';
      context.textAlign = 'center';
      for (const [x, y, name] of [[0.5, -0.08, 'first direction'], [-0.08, 0.5, 'second direction']]) {
        const p = project(x, y, 0);
        context.fillText(name, Math.min(width - 50, Math.max(50, p[0])), Math.min(height - 6, p[1] + 12));
      }
      canvas.dataset.angle = yaw.toFixed(3) + ' ' + pitch.toFixed(3);
    };

    const turn = (a, b) => {
      yaw += a;
      pitch = Math.min(1.5, Math.max(0.05, pitch + b));
      draw();
    };

    canvas.addEventListener('keydown', (event) => {
      const step = {ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.08], ArrowDown: [0, -0.08]}[event.key];
      if (step) {
        turn(...step);
        event.preventDefault();
      }
    });
    let last = null;
    canvas.addEventListener('pointerdown', (event) => {
      last = [event.clientX, event.clientY];
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (last) {
        turn((event.clientX - last[0]) * 0.01, (event.clientY - last[1]) * 0.008);
        last = [event.clientX, event.clientY];
      }
    });
    for (const end of ['pointerup', 'pointercancel']) {
      canvas.addEventListener(end, () => { last = null; });
    }
    button.addEventListener('click', () => {
      turning = turning ? 0 : 1;
      button.setAttribute('aria-pressed', String(Boolean(turning)));
      const go = () => {
        if (turning) {
          turn(0.01, 0);
          requestAnimationFrame(go);
        }
      };
      go();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    draw();
  };

  document.querySelectorAll('canvas[data-surface]').forEach(setUp);
})();
